// The tables of the allocation. Without this, links lead from one part of a table to the next, and from a row to its page.
"use strict";

// how far from the view a part is fetched, and given back beyond it, in pixels
const NEAR = 2500;
// a part that is only passed by is not asked for, in milliseconds
const PAUSE = 60;

// A table of any length holds the parts near the view; the others are spaces of their height.
function windowed(region) {
  const table = region.querySelector("table[data-rows]");
  if (!table) return;
  const { rows: address, lost } = table.dataset;
  const [found, from, size] = [table.dataset.found, table.dataset.from, table.dataset.part].map(Number);
  const columns = table.tHead.rows[0].cells.length;
  const first = table.querySelector("tbody:not(.turn)");
  if (found <= size) return;
  let height = first.getBoundingClientRect().height / first.rows.length;
  const rowsOf = (part) => Math.min(size, found - part.start);

  const leave = (part, words = "") => {
    const cell = document.createElement("td");
    cell.colSpan = columns;
    cell.textContent = words;
    cell.style.height = `${rowsOf(part) * height}px`;
    const row = document.createElement("tr");
    row.append(cell);
    part.body.replaceChildren(row);
    part.body.className = words ? "space lost" : "space";
    part.body.ariaHidden = words ? null : "true";
    part.isLoaded = false;
  };
  const fill = (part, text) => {
    const rows = document.createElement("template");
    rows.innerHTML = text;
    part.body.replaceChildren(rows.content);
    part.body.className = "";
    part.body.ariaHidden = null;
    part.isLoaded = true;
    mark(part.body);
  };
  const ask = async (part) => {
    part.asking = new AbortController();
    try {
      const answer = await fetch(`${address}&from=${part.start}`, { signal: part.asking.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      fill(part, await answer.text());
    } catch (fault) {
      if (fault.name !== "AbortError") leave(part, lost);
    }
    part.asking = null;
  };
  const isInUse = (part) => part.body.contains(document.activeElement) || part.body.querySelector("[aria-current]");

  const parts = [];
  for (let start = 0; start < found; start += size) {
    const body = start === from ? first : document.createElement("tbody");
    const part = { start, body, isLoaded: start === from, isNear: false, pause: 0, asking: null };
    if (start !== from) leave(part);
    parts.push(part);
  }
  for (const turn of table.querySelectorAll(".turn")) turn.remove();
  first.before(...parts.filter((part) => part.start < from).map((part) => part.body));
  first.after(...parts.filter((part) => part.start > from).map((part) => part.body));
  if (from > 0) region.scrollTop = from * height;

  const of = new Map(parts.map((part) => [part.body, part]));
  const nearby = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      const part = of.get(target);
      part.isNear = isIntersecting;
      clearTimeout(part.pause);
      if (!isIntersecting) part.asking?.abort();
      else if (!part.isLoaded) part.pause = setTimeout(ask, PAUSE, part);
    }
    for (const part of parts) {
      if (part.isLoaded && !part.isNear && !isInUse(part)) leave(part);
    }
  }, { root: region, rootMargin: `${NEAR}px 0px` });
  for (const part of parts) nearby.observe(part.body);

  // letters of another size make rows of another height
  new ResizeObserver(() => {
    const shown = parts.find((part) => part.isLoaded);
    const now = shown && shown.body.getBoundingClientRect().height / shown.body.rows.length;
    if (!now || Math.abs(now - height) < 0.01) return;
    height = now;
    for (const part of parts) {
      if (!part.isLoaded) part.body.rows[0].cells[0].style.height = `${rowsOf(part) * height}px`;
    }
  }).observe(table.tHead);
}

// a row's explanation comes beside the table, takes the focus, and Escape goes back to the row
let chosen = "";
const link = () => [...document.querySelectorAll("#rows tbody a")].find((one) => one.getAttribute("href") === chosen);
function mark(part) {
  for (const one of part.querySelectorAll("tbody a[aria-current]")) one.removeAttribute("aria-current");
  if (chosen) link()?.setAttribute("aria-current", "true");
}
document.addEventListener("click", (event) => {
  const row = event.target.closest("#rows tbody th a");
  if (!row || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  htmx.ajax("GET", row.getAttribute("href"), { source: row, target: "#about", swap: "innerHTML" });
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "about") return;
  const asked = detail.requestConfig.elt.getAttribute("href");
  if (detail.requestConfig.elt.closest("#rows")) {
    chosen = asked;
    mark(document.querySelector("#rows"));
  }
  detail.target.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("#about")) link()?.focus();
});

document.addEventListener("htmx:load", ({ detail }) => {
  const region = detail.elt.id === "rows" ? detail.elt : detail.elt.querySelector("#rows");
  if (!region) return;
  mark(region);
  windowed(region);
});
