// The first element that is shown and matches: CSS, or CSS » a part of its text or of its label.
(selector) => {
  const [css, words] = selector.split(" » ");
  const flat = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const says = (element) =>
    words === undefined || flat(element.innerText ?? element.textContent).includes(words)
    || flat(element.getAttribute("aria-label")).includes(words);
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const all = [...document.querySelectorAll(css)];
  return all.find((element) => shown(element) && says(element)) ?? null;
}
