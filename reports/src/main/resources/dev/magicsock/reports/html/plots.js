/** What all charts show: a stretch of the run, and an instant that is read out. */
const view = { from: 0, until: END, at: null };
const charts = [];
/** Closer than this nothing is to be seen. */
const SHORTEST = Math.min(END, 1e6);

function zoomTo(from, until) {
  const span = clamp(until - from, SHORTEST, END);
  view.from = clamp(from, 0, END - span);
  view.until = view.from + span;
  charts.forEach(chart => chart.draw());
}

function zoomAround(at, factor) {
  zoomTo(at - (at - view.from) * factor, at + (view.until - at) * factor);
}

function pointAt(at) {
  view.at = clamp(at, 0, END);
  charts.forEach(chart => chart.point());
}

class Chart {
  constructor(root) {
    this.pair = data.pairs[Number(root.dataset.pair)];
    this.plots = root.querySelector(".plots");
    this.lane = this.plots.querySelector(".lane.axis");
    this.segments = [...this.plots.querySelectorAll(".seg")];
    this.areas = [...this.plots.querySelectorAll(".lane.plot")];
    this.cursor = element("div", { class: "cursor", hidden: "" });
    this.brush = element("div", { class: "brush", hidden: "" });
    this.readout = element("div", { class: "readout" },
        "Point at the plots, or focus them and use the arrow keys, to read values.");
    this.plots.append(this.cursor, this.brush);
    root.prepend(this.tools(), this.readout);
    this.makeSlider(root.closest("details").querySelector("h3").textContent);
    this.listen();
  }

  tools() {
    const button = (label, name, action) => {
      const made = element("button", { type: "button", "aria-label": name, title: name }, label);
      made.addEventListener("click", action);
      return made;
    };
    const middle = () => view.at !== null && view.at >= view.from && view.at <= view.until
        ? view.at : (view.from + view.until) / 2;
    const pan = part => zoomTo(view.from + part * (view.until - view.from), view.until + part * (view.until - view.from));
    this.actions = { in: () => zoomAround(middle(), .5), out: () => zoomAround(middle(), 2),
        left: () => pan(-.5), right: () => pan(.5), reset: () => zoomTo(0, END) };
    return element("div", { class: "tools", role: "group", "aria-label": "Zoom" },
        button("+", "zoom in (+)", this.actions.in), button("−", "zoom out (−)", this.actions.out),
        button("‹", "earlier (page up)", this.actions.left), button("›", "later (page down)", this.actions.right),
        button("whole run", "whole run (0)", this.actions.reset),
        element("span", { class: "hint" }, "drag to zoom; with focus: wheel, + − 0, arrows"));
  }

  makeSlider(title) {
    const attributes = { role: "slider", tabindex: "0", "aria-label": "Instant in the plots of " + title,
        "aria-valuemin": "0", "aria-valuemax": String(END), "aria-valuenow": "0", "aria-valuetext": "0s" };
    Object.entries(attributes).forEach(([name, value]) => this.plots.setAttribute(name, value));
    this.plots.querySelectorAll("[title]").forEach(each => each.removeAttribute("title"));
  }

  timeOf(event) {
    const box = this.lane.getBoundingClientRect();
    return view.from + clamp((event.clientX - box.left) / box.width, 0, 1) * (view.until - view.from);
  }

  listen() {
    this.plots.addEventListener("pointermove", event => this.moved(event));
    this.plots.addEventListener("pointerdown", event => this.pressed(event));
    this.plots.addEventListener("pointerup", event => this.released(event));
    this.plots.addEventListener("pointercancel", () => { this.start = undefined; this.brush.hidden = true; });
    this.plots.addEventListener("dblclick", () => zoomTo(0, END));
    this.plots.addEventListener("keydown", event => this.key(event));
    this.plots.addEventListener("wheel", event => this.wheel(event), { passive: false });
  }

  moved(event) {
    const at = this.timeOf(event);
    pointAt(at);
    if (this.start !== undefined) {
      this.brush.hidden = false;
      this.stretch(this.brush, Math.min(this.start, at), Math.max(this.start, at));
    }
  }

  pressed(event) {
    if (event.button === 0 && event.pointerType !== "touch") {
      this.start = this.timeOf(event);
      this.plots.setPointerCapture(event.pointerId);
    }
  }

  released(event) {
    const from = this.start;
    this.start = undefined;
    this.brush.hidden = true;
    const at = this.timeOf(event);
    if (from !== undefined && Math.abs(at - from) > .01 * (view.until - view.from)) {
      zoomTo(Math.min(from, at), Math.max(from, at));
    }
  }

  /** Only where the plots have the focus, or with a modifier: otherwise the wheel scrolls the page. */
  wheel(event) {
    if (document.activeElement !== this.plots && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const shift = event.deltaX / 800 * (view.until - view.from);
      zoomTo(view.from + shift, view.until + shift);
    } else {
      zoomAround(this.timeOf(event), Math.exp(clamp(event.deltaY, -200, 200) / 300));
    }
  }

  key(event) {
    const span = view.until - view.from;
    const step = direction => () => {
      const at = (view.at ?? view.from) + direction * span * (event.shiftKey ? .1 : .01);
      if (at < view.from || at > view.until) zoomTo(at - span / 2, at + span / 2);
      pointAt(at);
    };
    const action = { ArrowLeft: step(-1), ArrowRight: step(1), Home: () => pointAt(view.from), End: () => pointAt(view.until),
        "+": this.actions.in, "=": this.actions.in, "-": this.actions.out, 0: this.actions.reset,
        Escape: this.actions.reset, PageUp: this.actions.left, PageDown: this.actions.right }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  }

  draw() {
    const span = view.until - view.from;
    for (const segment of this.segments) {
      const from = Math.max(Number(segment.dataset.f), view.from);
      const until = Math.min(Number(segment.dataset.u), view.until);
      segment.hidden = until < from;
      segment.style.left = (from - view.from) / span * 100 + "%";
      segment.style.width = Math.max(0, until - from) / span * 100 + "%";
    }
    this.areas.forEach(area => this.drawPlot(area, this.pair.plots[Number(area.dataset.plot)]));
    this.drawAxis();
    this.point();
  }

  drawPlot(area, plot) {
    const whole = view.from === 0 && view.until === END;
    const max = whole ? plot.top : Math.max(1, ...plot.l.map(line => maxIn(line)));
    const step = valueStep(max, 3);
    const top = Math.ceil(max / step) * step;
    const height = 1000 * top / plot.top;
    area.querySelector("svg").setAttribute("viewBox",
        view.from / END * 1e5 + " " + (1000 - height) + " " + (view.until - view.from) / END * 1e5 + " " + height);
    area.querySelectorAll(".y").forEach(each => each.remove());
    for (let value = 0; value <= top; value += step) {
      const label = element("span", { class: "y" }, quantity(value, plot.u));
      label.style.bottom = value / top * 100 + "%";
      area.prepend(label);
    }
  }

  drawAxis() {
    const span = view.until - view.from;
    const step = timeStep(span, 8);
    this.lane.replaceChildren();
    for (let at = Math.ceil(view.from / step) * step; at <= view.until; at += step) {
      const label = element("span", { class: "x" }, at === 0 ? "0" : duration(at, 6));
      label.style.left = (at - view.from) / span * 100 + "%";
      this.lane.append(label);
    }
  }

  stretch(box, from, until) {
    const span = view.until - view.from;
    const part = at => this.lane.offsetLeft + clamp((at - view.from) / span, 0, 1) * this.lane.offsetWidth;
    box.style.left = part(from) + "px";
    box.style.width = part(until) - part(from) + "px";
  }

  point() {
    this.cursor.hidden = view.at === null || view.at < view.from || view.at > view.until;
    if (view.at === null) return;
    this.stretch(this.cursor, view.at, view.at);
    const parts = [["", instant(view.at)]];
    data.faults.filter(lasts).forEach(fault => parts.push(["fault", fault[2]]));
    this.pair.strips.forEach(strip => parts.push([strip.t, pathAt(strip)]));
    for (const plot of this.pair.plots) {
      for (const line of plot.l) {
        const value = valueAt(plot, line);
        if (value !== null) parts.push([plot.t + ", " + line.t, value]);
      }
    }
    this.readout.replaceChildren(...parts.map(([label, value]) => element("span", label === "" ? { class: "when" } : {},
        label === "" ? "at " : label + " ", element("b", {}, value))));
    this.plots.setAttribute("aria-valuenow", String(Math.round(view.at)));
    this.plots.setAttribute("aria-valuetext", parts.map(part => part.join(" ")).join("; "));
  }
}

/** Whether a fault is at work at the instant that is read out, or was only a moment close to it. */
function lasts([from, until]) {
  return from === until ? Math.abs(view.at - from) < .01 * (view.until - view.from) : from <= view.at && view.at < until;
}

/** The largest measurement of a line in the view. Buckets are rows of index, count, min, max and mean. */
function maxIn(line) {
  let max = 0;
  for (let i = bucketBefore(line, view.from); i >= 0 && i < line.b.length; i += 5) {
    if (line.b[i] * line.w > view.until) break;
    if ((line.b[i] + 1) * line.w >= view.from) max = Math.max(max, line.b[i + 3]);
  }
  return max;
}

/** Where the last bucket that begins at an instant or before stands; the first one where there is none. */
function bucketBefore(line, at) {
  let low = 0;
  let high = line.b.length / 5 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.b[middle * 5] * line.w <= at) low = middle;
    else high = middle - 1;
  }
  return low * 5;
}

function valueAt(plot, line) {
  if (line.b.length === 0) return null;
  const i = bucketBefore(line, view.at);
  const [index, count, min, max, mean] = line.b.slice(i, i + 5);
  const from = index * line.w;
  const inside = from <= view.at && view.at < from + line.w;
  const measuredLately = plot.p === 0 && from <= view.at && view.at - from < 12 * SECOND;
  if (!inside && !measuredLately) return plot.p === 0 ? null : plot.t.startsWith("Queue") ? "0" : null;
  return quantity(mean, plot.u) + (count > 1 && min !== max
      ? " (" + quantity(min, plot.u) + "–" + quantity(max, plot.u) + ")" : "");
}

function pathAt(strip) {
  const found = strip.s.find(([from, until]) => from <= view.at && view.at < until) ?? strip.s[strip.s.length - 1];
  return found ? found[2] + (found[3] ? " – " + found[3] : "") : "not recorded";
}

document.querySelectorAll(".chart").forEach(root => charts.push(new Chart(root)));
charts.forEach(chart => chart.draw());
window.addEventListener("resize", () => charts.forEach(chart => chart.point()));
document.querySelectorAll("details.pair").forEach(each => each.addEventListener("toggle",
    () => charts.forEach(chart => chart.point())));

/** Instants anywhere on the page lead to the plots. */
document.addEventListener("click", event => {
  const button = event.target.closest("button.at");
  if (!button) return;
  const at = Number(button.dataset.at);
  document.dispatchEvent(new CustomEvent("moment", { detail: at }));
  if (charts.length === 0) return;
  const span = Math.min(view.until - view.from, Math.max(SECOND, END / 20));
  zoomTo(at - span / 2, at + span / 2);
  pointAt(at);
  const chart = charts.find(each => each.plots.offsetParent !== null) ?? charts[0];
  chart.plots.closest("details").open = true;
  chart.plots.closest("details").scrollIntoView();
  chart.plots.focus({ preventScroll: true });
});
