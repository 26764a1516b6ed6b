// What sticks out to the right of a page that is wider than its window.
(() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= window.innerWidth) return [];
  const scrolls = (element) => element !== page && getComputedStyle(element).overflowX !== "visible";
  const inside = (element) => element && (scrolls(element) || inside(element.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth && !inside(element.parentElement))
    .map((element) => `${element.outerHTML.slice(0, 120)} ends at ${Math.round(element.getBoundingClientRect().right)}`)
    .concat(`the page is ${page.scrollWidth} wide, its window ${window.innerWidth}`);
})()
