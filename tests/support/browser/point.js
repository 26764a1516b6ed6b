// Where to click an element: the middle of it, or of the first line of its text, unless it moves, is switched off, or lies below another.
(element) => {
  if (!element || element.matches(":disabled")) return null;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  return hit && (element.contains(hit) || hit.contains(element)) ? [x, y] : null;
}
