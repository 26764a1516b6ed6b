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
  const isShown = () => {
    const { x, y, height } = rows().getBoundingClientRect();
    return document.elementFromPoint(x + 30, y + height / 2)?.closest("tr[aria-rowindex]");
  };
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
    // scrolls on to the end in steps, a frame each, as a turning wheel does: the frames, the rows in the page at most, and
    // the frames in which the middle of the view had no rows yet
    scroll: async (by) => {
      const frames = [];
      let [most, empty] = [0, 0];
      rows().scrollTop = 0;
      while (rows().scrollTop + rows().clientHeight < rows().scrollHeight - 2) {
        const start = performance.now();
        rows().scrollBy(0, by);
        await frame();
        frames.push(performance.now() - start);
        most = Math.max(most, document.querySelectorAll("#rows tbody tr").length);
        if (!isShown()) empty += 1;
      }
      return { ...summary(frames), height: rows().scrollHeight, most, empty };
    },
    // from where the view is to another place, without all between: until rows stand there
    jump: (share) => took(() => { rows().scrollTop = share * rows().scrollHeight; }, isShown),
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
