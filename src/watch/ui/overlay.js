// What is drawn over the page: each overlay a key and a button.
import { app as shared, at, make } from "./app.js";

const SVG = "http://www.w3.org/2000/svg";

// Its key, name, the trade's word, and what draws it.
export const LAYERS = [
  { key: "b", id: "grid", name: "Grid", zh: "栏线基线" },
  { key: "s", id: "slots", name: "Slots", zh: "版位" },
  { key: "o", id: "fit", name: "Over and spare", zh: "余缺" },
  { key: "t", id: "threads", name: "Threads", zh: "走文" },
  { key: "h", id: "heads", name: "Headlines", zh: "标题组" },
  { key: "r", id: "pictures", name: "Resolution", zh: "图片精度" },
  { key: "i", id: "ink", name: "Ink", zh: "总墨量" },
  { key: "d", id: "changes", name: "Differences", zh: "改动" },
  { key: "c", id: "cyan", name: "C", zh: "青版", plate: "rgb(0 160 220)" },
  { key: "m", id: "magenta", name: "M", zh: "品红版", plate: "rgb(215 0 120)" },
  { key: "y", id: "yellow", name: "Y", zh: "黄版", plate: "rgb(240 205 0)" },
  { key: "k", id: "black", name: "K", zh: "黑版", plate: "rgb(20 20 20)" },
];

const draw = (name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text != null) element.textContent = text;
  return element;
};
const box = (area, kind) => draw("rect", { x: area.x, y: area.y, width: Math.max(area.width, .5), height: Math.max(area.height, .5), class: kind });

// How wide a label's words are on the screen. It is asked of the bolder face: a ground may be too wide, never too narrow.
const ruler = document.createElement("canvas").getContext("2d");
ruler.font = '600 11.5px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif';

// A label on a ground of its own, as large on the screen at any size of the page.
function label(x, y, text, kind, anchor = "start") {
  const u = 1 / shared.view.scale;
  const wide = (ruler.measureText(text).width + 8) * u;
  const left = { start: x - 4 * u, middle: x - wide / 2, end: x - wide + 4 * u }[anchor];
  const group = draw("g", { class: `label ${kind}` });
  group.append(
    draw("rect", { x: left, y: y - 12 * u, width: wide, height: 16 * u, rx: 3 * u }),
    draw("text", { x, y, "text-anchor": anchor }, text));
  return group;
}

export class Overlay {
  constructor(app) {
    this.app = app;
    this.on = new Set();
    this.extra = {}; // what was asked of the server for one look of a page
    this.root = at("over");
    this.buttons = new Map();
    for (const layer of LAYERS) {
      const button = make("button", {
        type: "button", "aria-pressed": "false", title: `${layer.name} ${layer.zh} (${layer.key})`,
        "aria-label": `${layer.name} ${layer.zh}`, "aria-keyshortcuts": layer.key, onclick: () => this.toggle(layer.id),
      }, `${layer.name} `, make("kbd", {}, layer.key));
      if (layer.plate && layer.key === layer.name.toLowerCase()) button.replaceChildren(make("kbd", {}, layer.name));
      this.buttons.set(layer.id, button);
    }
    at("layers").replaceChildren(...this.buttons.values());
  }

  toggle(id) {
    const plate = (id) => LAYERS.find((layer) => layer.id === id)?.plate;
    if (this.on.has(id)) this.on.delete(id);
    else {
      // One plate at a time.
      if (plate(id)) for (const other of [...this.on]) if (plate(other)) this.on.delete(other);
      this.on.add(id);
    }
    this.draw();
    this.app.panel.draw();
  }

  clear() {
    this.on.clear();
    this.draw();
    this.app.panel.draw();
  }

  draw() {
    const data = this.app.overlayData, page = this.app.page;
    for (const [id, button] of this.buttons) button.setAttribute("aria-pressed", this.on.has(id));
    if (!data || !page || data.number !== page.number) return this.root.replaceChildren();
    this.root.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    this.plate(page);
    this.legend = [];
    const groups = LAYERS.filter((layer) => this.on.has(layer.id) && this[layer.id]).map((layer) => {
      const group = draw("g", { "data-layer": layer.id });
      group.append(...this[layer.id](data, page));
      return group;
    });
    this.root.replaceChildren(...groups, ...this.chosen());
    const said = this.legend.filter(Boolean).join(" · ");
    at("legend").hidden = !said;
    at("legend").textContent = said;
  }

  // Labels keep their size on the screen: they are drawn anew when the page's size changes.
  sized() {
    if (this.on.size) this.draw();
  }

  plate(page) {
    const layer = LAYERS.find((layer) => layer.plate && this.on.has(layer.id));
    at("plate").hidden = at("tint").hidden = !layer;
    if (layer) {
      this.app.view.put("plate", `page/${page.look}/${layer.id}.svg`);
      at("tint").style.background = layer.plate;
    }
    at("ink").hidden = !this.on.has("ink");
    if (this.on.has("ink")) this.app.view.put("ink", `page/${page.look}/ink.png`);
  }

  *grid({ grid, height }) {
    const step = grid.characters * grid.body + grid.gutter;
    const wide = grid.columns * step - grid.gutter;
    const scale = this.app.view.scale;
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.left + column * step;
      yield box({ x, y: grid.top, width: step - grid.gutter, height: grid.lines * grid.pitch - (grid.pitch - grid.body) }, "columns-fill");
      yield label(x + 1 / scale, grid.top - 4 / scale, column, "soft");
    }
    for (let line = 0; line < grid.lines; line++) {
      const y = grid.top + line * grid.pitch + grid.ascent;
      if (y > height) break;
      const fifth = line % 5 === 0;
      yield draw("line", { x1: grid.left, x2: grid.left + wide, y1: y, y2: y, class: fifth ? "base fifth" : "base" });
      if (fifth && grid.pitch * 5 * scale > 14) yield label(grid.left - 4 / scale, y, line, "soft", "end");
    }
  }

  *slots({ slots }) {
    const u = 1 / this.app.view.scale;
    for (const slot of slots) {
      const d = slot.outline.map((ring) => `M${ring.map((point) => point.join(" ")).join("L")}Z`).join("");
      yield draw("path", { d, class: slot.files.length ? "slot" : "slot empty" });
      yield label(slot.x + 4 * u, slot.y + 12 * u, `${slot.name} · ${slot.kind} ${slot.kind_zh}`, "name");
    }
    this.legend.push("Slots 版位: name and kind");
  }

  *fit({ slots }) {
    const u = 1 / this.app.view.scale;
    for (const { fit, files } of slots.filter((slot) => slot.fit)) {
      const legs = fit.legs, last = legs.at(-1);
      if (fit.over_lines && last) {
        const high = Math.max(12 * u, Math.min(last.height, 3 * last.pitch));
        yield box({ x: last.x, y: last.y + last.height - high, width: last.width, height: high }, "over");
        yield label(last.x + last.width / 2, last.y + last.height - high / 2 + 4 * u, `+${fit.over_characters} 字 over (${fit.over_lines} lines)`, "red", "middle");
      }
      // Lines before the last one that is filled are not spare: nothing flows back into them.
      let left = fit.over_lines ? 0 : fit.spare_lines, first = true;
      for (const leg of [...legs].reverse()) {
        const lines = Math.min(left, leg.lines - leg.filled);
        if (lines <= 0) continue;
        left -= lines;
        const area = leg.vertical
          ? { x: leg.x, y: leg.y, width: lines * leg.pitch, height: leg.height }
          : { x: leg.x, y: leg.y + (leg.lines - lines) * leg.pitch, width: leg.width, height: lines * leg.pitch };
        yield box(area, "spare");
        yield label(area.x + area.width / 2, area.y + area.height / 2 + 4 * u, `−${lines * leg.characters} 字`, "blue", "middle");
        first = false;
      }
      if (first && !fit.over_lines && last) yield label(last.x + last.width / 2, last.y + last.height - 3 * u, "full 正好", "green", "middle");
    }
    this.legend.push("Red: characters over 多出 · Blue: characters spare 空缺");
  }

  *threads({ slots }) {
    const u = 1 / this.app.view.scale;
    const here = this.app.page.number;
    const legsOf = (slot) => (slot?.fit?.legs ?? []).filter((leg) => leg.lines > 0);
    const middle = (leg) => leg.x + leg.width / 2;
    const labels = [];
    for (const slot of slots.filter((slot) => slot.fit)) {
      const legs = legsOf(slot), first = legs[0], last = legs.at(-1);
      // Another part on this page is drawn to; one on another page is named, at an arrow out of the leg or into it.
      const near = (stop) => stop?.page === here ? legsOf(slots.find((other) => other.name === stop.slot))[0] : null;
      for (const [index, leg] of legs.entries()) {
        yield box(leg, "leg");
        const next = legs[index + 1] ?? near(slot.to);
        if (next) yield* this.arrow(leg, next);
        labels.push(label(middle(leg), leg.y + 14 * u, index + 1, "green", "middle"));
      }
      if (slot.to && last && !near(slot.to)) {
        const foot = last.y + last.height;
        yield* this.head(middle(last), foot - 6 * u, middle(last), foot + 12 * u);
        labels.push(label(middle(last), foot - 10 * u, `→ page ${slot.to.page} ${slot.to.slot} 下转`, "green jump", "middle"));
      }
      if (slot.from && first && slot.from.page !== here) {
        yield* this.head(middle(first), first.y - 16 * u, middle(first), first.y);
        labels.push(label(middle(first), first.y + 32 * u, `page ${slot.from.page} ${slot.from.slot} 上接 →`, "green jump", "middle"));
      }
    }
    this.legend.push(labels.length ? "Threads 走文: legs in reading order; → to and from other pages" : "No article runs on this page");
    yield* labels;
  }

  // From the foot of one leg to the head of the next, beside the numbers in their middle.
  *arrow(from, to) {
    const right = to.x >= from.x;
    const at = (leg, part) => leg.x + leg.width * (right ? part : 1 - part);
    const [x1, y1, x2, y2] = [at(from, .8), from.y + from.height, at(to, .25), to.y];
    const half = (x1 + x2) / 2;
    yield draw("path", { d: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`, class: "thread" });
    yield* this.head(x2, y2, x2, y2, right ? 0 : Math.PI);
  }

  // An arrow's head, at the end of a straight line if it is to have one.
  *head(x1, y1, x2, y2, steep = Math.PI / 2) {
    const size = 7 / this.app.view.scale;
    if (y1 !== y2) yield draw("path", { d: `M${x1} ${y1}L${x2} ${y2}`, class: "thread" });
    const point = (turn) => `${x2 - size * Math.cos(steep + turn)} ${y2 - size * Math.sin(steep + turn)}`;
    yield draw("path", { d: `M${point(.5)}L${x2} ${y2}L${point(-.5)}`, class: "thread" });
  }

  *heads({ heads }) {
    const u = 1 / this.app.view.scale;
    for (const head of heads) {
      const air = 3 * u;
      yield box({ x: head.x - air, y: head.y - air, width: head.width + 2 * air, height: head.height + 2 * air }, "head");
      for (const part of head.parts) {
        yield box(part, "head-part");
        yield label(head.x - 8 * u, part.y + part.height / 2 + 4 * u, part.role, "orange", "end");
      }
    }
    this.legend.push("Headline groups 标题组 and their parts");
  }

  *pictures({ pictures }) {
    const u = 1 / this.app.view.scale;
    for (const picture of pictures) {
      yield box(picture, `ppi ${picture.level}`);
      const said = picture.ppi ? `${Math.round(picture.ppi)} ppi` : "drawing 矢量";
      yield label(picture.x + picture.width / 2, picture.y + picture.height / 2 + 4 * u, said, picture.level === "error" ? "red" : "", "middle");
    }
    this.legend.push("Pixels an inch as printed 有效精度: green fine · amber under 150 · red under 100");
  }

  *ink({ ink_limit }, page) {
    const found = this.ask(`page/${page.look}/ink.json`);
    if (!found) this.legend.push("Adding up the ink…");
    else this.legend.push(found.over > 0
      ? `Ink 总墨量: up to ${Math.round(found.most)} %; ${found.over.toFixed(2)} % of the page is over ${ink_limit} % (pink)`
      : `Ink 总墨量: ${Math.round(found.most)} % at most, nowhere over ${ink_limit} %`);
  }

  *changes(data, page) {
    const found = this.ask(`page/${page.look}/changes.json`);
    this.differing = found;
    if (!found) return this.legend.push("Comparing…");
    for (const region of found.regions ?? []) yield box(region, "change");
    this.legend.push(found.said);
  }

  // What the server has to work for; drawn again when it is there.
  ask(url) {
    if (url in this.extra) return this.extra[url];
    this.extra[url] = null;
    fetch(url)
      .then((answer) => answer.ok ? answer.json() : answer.text().then((why) => ({ said: why, most: 0, over: 0 })))
      .then((found) => { this.extra = { ...this.extra, [url]: found }; this.draw(); this.app.panel.draw(); })
      .catch(() => { delete this.extra[url]; });
    return null;
  }

  // What has been clicked on.
  chosen() {
    const { line, slot, picture } = this.app.chosen ?? {};
    const marks = [];
    if (slot) marks.push(draw("path", { d: slot.outline.map((ring) => `M${ring.map((point) => point.join(" ")).join("L")}Z`).join(""), class: "chosen-slot" }));
    if (picture && !line) marks.push(box(picture, "chosen"));
    if (line) marks.push(box(line, "chosen"));
    return marks;
  }
}
