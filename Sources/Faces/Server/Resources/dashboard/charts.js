// Two small drawings in SVG: styled by the sheet, so a change of theme needs no redrawing.

const space = "http://www.w3.org/2000/svg";

function shape(name, attributes = {}, parent = null) {
  const node = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (parent) parent.append(node);
  return node;
}

/** A line over the last values with its range beside the caption. */
export class Sparkline {
  constructor(caption, className, print) {
    this.print = print;
    this.caption = caption;
    this.node = document.createElement("figure");
    this.node.className = `spark ${className}`;
    this.label = document.createElement("span");
    this.range = document.createElement("span");
    const head = document.createElement("figcaption");
    head.append(this.label, this.range);
    this.svg = shape("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img" });
    this.area = shape("path", { class: "area" }, this.svg);
    this.line = shape("path", {}, this.svg);
    this.node.append(head, this.svg);
    this.label.textContent = caption;
  }

  /** points: [{ at: milliseconds, value }], oldest first; drawn over a fixed span of time, so that time has one scale. */
  draw(points, span) {
    const seen = points.filter((point) => point.value !== null);
    if (seen.length < 2) {
      this.range.textContent = "no values yet";
      this.line.setAttribute("d", "");
      this.area.setAttribute("d", "");
      this.svg.setAttribute("aria-label", `${this.caption}: no values yet`);
      return;
    }
    let low = Infinity, high = -Infinity;
    for (const { value } of seen) { low = Math.min(low, value); high = Math.max(high, value); }
    const end = points[points.length - 1].at;
    const length = Math.min(span, Math.max(15000, end - points[0].at));
    const x = (at) => (100 * (1 - (end - at) / length)).toFixed(2);
    const y = (value) => (high > low ? 96 - (92 * (value - low)) / (high - low) : 50).toFixed(2);
    let path = "", pen = "M", first = null, last = null;
    for (const point of points) {
      if (point.value === null) { pen = "M"; continue; }
      first ??= x(point.at);
      last = x(point.at);
      path += `${pen}${last} ${y(point.value)}`;
      pen = "L";
    }
    this.line.setAttribute("d", path);
    this.area.setAttribute("d", `${path.replaceAll("M", "L").replace("L", "M")}L${last} 100L${first} 100Z`);
    const seconds = Math.round((end - points[0].at) / 1000);
    this.label.textContent = `${this.caption}, last ${seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`;
    this.range.textContent = `${this.print(low)} … ${this.print(high)}`;
    this.svg.setAttribute("aria-label", `${this.label.textContent}, between ${this.print(low)} and ${this.print(high)}`);
  }
}

/** A probability as a half circle, empty at 0 and full at 1. */
export class Gauge {
  constructor(caption) {
    this.node = document.createElement("div");
    this.node.className = "gauge";
    this.svg = shape("svg", { viewBox: "0 0 104 58", role: "img" });
    const arc = "M10 53A42 42 0 0 1 94 53";
    shape("path", { d: arc }, this.svg);
    this.level = shape("path", { d: arc, class: "level", pathLength: "100" }, this.svg);
    this.reading = document.createElement("p");
    this.reading.className = "reading";
    this.caption = document.createElement("p");
    this.caption.className = "note";
    this.caption.textContent = caption;
    this.node.append(this.svg, this.reading, this.caption);
  }

  show(value) {
    // A dash of no length would still draw its round cap: the level is hidden at 0 and where nothing is known.
    this.level.setAttribute("visibility", value ? "visible" : "hidden");
    this.level.setAttribute("stroke-dasharray", `${100 * (value ?? 0)} 100`);
    const text = value === null ? "none yet" : `${(100 * value).toFixed(1)} %`;
    if (this.reading.textContent !== text) this.reading.textContent = text;
    this.svg.setAttribute("aria-label", `probability ${text}`);
  }
}
