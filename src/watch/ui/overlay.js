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

// A label on a ground of its own, as large on the screen at any size of the page.
function label(x, y, text, kind, anchor = "start") {
  const u = 1 / shared.view.scale;
  // Han characters are as wide as high, others some half.
  const wide = [...String(text)].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 11.5 : 6.6), 8) * u;
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
    const u = 1 / this.app.view.scale, head = 7 * u;
    let any = false;
    for (const slot of slots.filter((slot) => slot.fit)) {
      const legs = slot.fit.legs.filter((leg) => leg.lines > 0);
      any = true;
      for (const [index, leg] of legs.entries()) {
        yield box(leg, "leg");
        const next = legs[index + 1];
        if (next) yield* this.arrow(leg.x + leg.width / 2, leg.y + leg.height, next.x + next.width / 2, next.y, head);
        yield label(leg.x + leg.width / 2, leg.y + 14 * u, index + 1, "green", "middle");
      }
      const here = this.app.page.number, first = legs[0], last = legs.at(-1);
      const other = (stop) => stop.page === here ? slots.find((other) => other.name === stop.slot)?.fit?.legs[0] : null;
      if (slot.to && last) {
        const next = other(slot.to);
        if (next) yield* this.arrow(last.x + last.width / 2, last.y + last.height, next.x + next.width / 2, next.y, head);
        else yield label(last.x + last.width, last.y + last.height + 13 * u, `→ page ${slot.to.page} ${slot.to.slot} 下转`, "green", "end");
      }
      if (slot.from && first && !other(slot.from)) yield label(first.x, first.y - 5 * u, `page ${slot.from.page} ${slot.from.slot} → 上接`, "green");
    }
    this.legend.push(any ? "Threads 走文: legs in reading order" : "No article runs on this page");
  }

  // From the foot of one leg to the head of the next.
  *arrow(x1, y1, x2, y2, head) {
    const middle = (x1 + x2) / 2;
    yield draw("path", { d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, class: "thread" });
    const steep = Math.abs(x2 - x1) < head ? Math.PI / 2 : x2 > x1 ? 0 : Math.PI;
    const point = (turn) => `${x2 - head * Math.cos(steep + turn)} ${y2 - head * Math.sin(steep + turn)}`;
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
