// How long the page takes, in milliseconds, as someone at the screen has it.
(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const shown = async (isThere) => {
    while (!isThere()) await frame();
    await frame();
  };
  const took = async (act, isThere) => {
    const start = performance.now();
    act();
    await shown(isThere);
    return performance.now() - start;
  };
  const told = (name, field) => field.dispatchEvent(new Event(name, { bubbles: true }));
  const summary = (times) => {
    const sorted = times.toSorted((one, other) => one - other);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] * 10) / 10;
    return { frames: times.length, median: at(0.5), p95: at(0.95), worst: at(1) };
  };
  const rows = () => document.querySelector("#rows");
  return {
    // a slider is moved to a value and let go: until its effect on the groups stands there
    slide: (value) => {
      const slide = document.querySelector("[data-slide]");
      const before = document.querySelector("#effect table");
      return took(() => {
        slide.value = value;
        told("input", slide);
        told("change", document.querySelector("[data-knob] [type=number]"));
      }, () => document.querySelector("#effect table") !== before && document.querySelector("#effect table"));
    },
    // scrolls on to the end of all rows, part by part; then back and down again with all of them there
    scroll: async () => {
      const frames = { loading: [], loaded: [] };
      const step = async (kept, move) => {
        const start = performance.now();
        move();
        await frame();
        kept.push(performance.now() - start);
      };
      const atEnd = () => rows().scrollTop + rows().clientHeight >= rows().scrollHeight - 2;
      while (!atEnd() || document.querySelector("#rows .more")) {
        await step(frames.loading, () => rows().scrollBy(0, 400));
      }
      const height = rows().scrollHeight;
      rows().scrollTop = 0;
      await frame();
      for (let at = 0; at < height; at += 2000) await step(frames.loaded, () => rows().scrollTo(0, at));
      return { height, rows: document.querySelectorAll("#rows tbody tr").length,
        loading: summary(frames.loading), loaded: summary(frames.loaded) };
    },
    filter: (text) => {
      const before = document.querySelector("#found").innerText;
      const field = document.querySelector("#q");
      return took(() => { field.value = text; told("input", field); },
        () => document.querySelector("#found").innerText !== before);
    },
    sort: (column) => {
      const before = rows();
      const link = [...document.querySelectorAll("#rows thead a")][column];
      return took(() => link.click(), () => rows() !== before);
    },
  };
})()
