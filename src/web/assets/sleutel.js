// What the pages do beyond links and forms. Everything works without it, a little less comfortably.
"use strict";

// the forms at the top lead back to this page, or to the one that a refused form is from
const stay = document.querySelector("[data-stay]")?.dataset.stay;
for (const field of document.querySelectorAll("[data-back]")) {
  field.value = stay ?? location.pathname + location.search;
}

for (const link of document.querySelectorAll("[data-previous]")) {
  link.addEventListener("click", (event) => {
    if (history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });
}

// who is on the way to another page is not led elsewhere by an answer that comes in meanwhile
let left = -Infinity;
addEventListener("beforeunload", () => (left = performance.now()));
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (performance.now() - left < 10000) event.preventDefault();
});

// files can be dropped on the field that takes them
for (const area of document.querySelectorAll(".drop")) {
  const field = area.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    area.addEventListener(kind, () => area.classList.remove("over"));
  }
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// a file dropped beside it is not opened in the place of the page
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files") || event.target.closest?.(".drop")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

// who ticks one of a list has chosen to choose
for (const choice of document.querySelectorAll("[data-chosen]")) {
  choice.form.addEventListener("change", ({ target }) => {
    if (target.name === choice.dataset.chosen) choice.checked = true;
  });
}

// moments in the time of the one who looks
for (const time of document.querySelectorAll("time[datetime]")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = time.textContent;
    time.textContent = moment.toLocaleString(document.documentElement.lang === "nl" ? "nl-NL" : "en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
    });
  }
}

// a slider and its number go together; what differs from the round is marked
function marked(knob) {
  const field = knob.querySelector("[name]");
  const value = field.type === "checkbox" ? (field.checked ? "on" : "off") : field.value;
  const original = knob.dataset.original;
  const same = field.type === "checkbox" ? value === original : value === "" || (original !== "" && Number(value) === Number(original));
  knob.classList.toggle("changed", !same);
  knob.querySelector(".wrong").textContent = "";
}
// one of a family goes along with it as long as nothing is asked of it alone
function follow(member, value) {
  const [slide, field] = [member.querySelector("[data-slide]"), member.querySelector("[name]")];
  member.dataset.rest = field.placeholder = value;
  if (field.value === "") slide.value = value;
}
for (const knob of document.querySelectorAll("[data-knob]")) {
  const slide = knob.querySelector("[data-slide]");
  const field = knob.querySelector("[name]");
  const beside = knob.nextElementSibling;
  const members = beside?.matches(".members") && !slide.ariaValueText ? beside.querySelectorAll("[data-knob]") : [];
  knob.addEventListener("input", (event) => {
    if (event.target === slide) field.value = slide.value;
    else if (slide) slide.value = field.value || knob.dataset.rest;
    marked(knob);
    for (const member of members) follow(member, slide.value);
  });
  knob.querySelector("[data-reset]").addEventListener("click", () => {
    if (slide) {
      field.value = knob.dataset.original;
      slide.value = field.value || knob.dataset.rest;
      for (const member of members) follow(member, slide.value);
    } else field.checked = knob.dataset.original === "on";
    marked(knob);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}
