// What stands here (点查): the line, its file, the slot and how it fits; and what is wrong.
import { at, copyPlace, findingView, make, placeButton, redraw } from "./app.js";

const within = (area, x, y, air = 0) =>
  x >= area.x - air && x <= area.x + area.width + air && y >= area.y - air && y <= area.y + area.height + air;
const lines = (count) => `${count} line${count === 1 ? "" : "s"}`;
const size = (area) => area.width * area.height;

export class Panel {
  constructor(app) {
    this.app = app;
    this.root = at("panel");
  }

  // Finds what stands at a point of the sheet: the line, the smallest slot, the picture.
  choose(x, y) {
    const data = this.app.overlayData;
    if (!data) return;
    const line = data.lines.filter((line) => within(line, x, y, 1)).sort((a, b) => size(a) - size(b))[0];
    this.chose(line, x, y);
  }

  chose(line, x, y) {
    const data = this.app.overlayData;
    const picture = data.pictures.filter((picture) => within(picture, x, y)).sort((a, b) => size(a) - size(b))[0];
    const slot = data.slots.find((slot) => slot.name === line?.slot)
      ?? data.slots.filter((slot) => within(slot, x, y)).sort((a, b) => size(a) - size(b))[0];
    this.app.chosen = line || slot || picture ? { line, slot, picture, x, y } : null;
    this.app.overlay.draw();
    this.draw();
  }

  // The line before or after, in the order in which they were set.
  step(by) {
    const lines = this.app.overlayData?.lines ?? [];
    const now = lines.indexOf(this.app.chosen?.line);
    const line = lines[now < 0 ? 0 : Math.min(Math.max(now + by, 0), lines.length - 1)];
    if (!line) return;
    this.chose(line, line.x + line.width / 2, line.y + line.height / 2);
    this.app.view.reveal(line);
  }

  // The slot before or after.
  stepSlot(by) {
    const slots = this.app.overlayData?.slots ?? [];
    if (!slots.length) return;
    const now = slots.indexOf(this.app.chosen?.slot);
    const slot = slots[(now + by + slots.length) % slots.length];
    this.app.chosen = { slot };
    this.app.overlay.draw();
    this.draw();
    this.app.view.reveal(slot);
  }

  // The page has been set anew: what was chosen is looked for where it was.
  again() {
    const { x, y, slot } = this.app.chosen ?? {};
    if (x != null) this.choose(x, y);
    else if (slot) this.app.chosen = { slot: this.app.overlayData?.slots.find((other) => other.name === slot.name) };
  }

  place() {
    const { line, slot, picture } = this.app.chosen ?? {};
    return line?.place ?? picture?.place ?? slot?.place;
  }

  copy() {
    copyPlace(this.place());
  }

  draw() {
    const { line, slot, picture } = this.app.chosen ?? {};
    redraw(this.root, ...[
      line ? this.line(line) : null,
      picture && !line ? this.picture(picture) : null,
      slot ? this.slot(slot) : null,
      line || slot || picture ? null : this.hint(),
      this.changes(),
      this.findings(),
    ].filter(Boolean));
  }

  section(title, ...children) {
    return make("section", {}, make("h2", {}, title), ...children);
  }

  hint() {
    return this.section("Nothing is chosen",
      make("p", { class: "soft" }, "Click a line to see which file and line it was written in, or a slot for how it fits. With the keyboard: . and , for lines, ] and [ for slots, ? for all keys."));
  }

  line(line) {
    return this.section(`Line 文字 · ${line.role}`,
      make("p", { class: "quote", lang: "zh" }, line.text),
      line.article ? make("p", { class: "soft" }, line.article) : null,
      line.place ? make("p", {}, placeButton(line.place)) : null,
      line.place ? make("p", { class: "soft" }, "Copy ", make("kbd", {}, "l")) : null);
  }

  picture(picture) {
    return this.section("Picture 图片",
      make("p", {}, picture.file ?? "part of the layout"),
      make("p", { class: "soft" }, picture.ppi ? `${Math.round(picture.ppi)} pixels an inch as printed` : "a drawing: sharp at any size"),
      picture.place ? make("p", {}, placeButton(picture.place)) : null);
  }

  slot(slot) {
    return this.section(`Slot 版位 · ${slot.kind} ${slot.kind_zh}`,
      make("h3", {}, slot.name),
      make("p", { class: "soft" }, `${slot.columns} columns × ${slot.lines} lines${slot.capacity ? `, ${slot.capacity} characters` : ""}`),
      make("p", {}, slot.files.length ? slot.files.join(", ") : "empty 空版位"),
      make("p", {}, placeButton(slot.place)),
      make("p", {}, placeButton(slot.source)),
      this.jump("from 上接", slot.from),
      this.jump("goes on 下转", slot.to),
      slot.fit ? this.fit(slot.fit) : null,
      slot.fit ? this.ways(slot.name) : null);
  }

  // Where the text comes from or goes on to: another page is one press away.
  jump(words, stop) {
    if (!stop) return null;
    const go = () => this.app.show(stop.page);
    return make("p", {}, `${words}: `, make("button", { type: "button", class: "place", onclick: go }, `page ${stop.page} ${stop.slot}`));
  }

  // Ways out that were tried and fit (出路); they come a while after the page.
  ways(name) {
    const ways = this.app.page?.ways?.[name] ?? [];
    if (!ways.length) return this.app.state?.seeking ? make("p", { class: "soft", id: "ways" }, "Looking for ways out… 正在试排出路") : null;
    return make("div", { id: "ways" },
      make("h2", {}, "Ways out 出路, tried and fitting"),
      make("ol", { class: "ways" }, ...ways.map((way) => make("li", {}, way))));
  }

  // The fit table (余缺表), leg by leg.
  fit(fit) {
    const row = (kind, ...cells) => make("tr", kind ? { class: kind } : {}, ...cells.map((cell) => make("td", {}, String(cell))));
    const state = fit.over_lines ? `${fit.over_characters} 字 over (${lines(fit.over_lines)})`
      : fit.spare_lines ? `${fit.spare_characters} 字 spare (${lines(fit.spare_lines)})` : "full 正好";
    const table = make("table", { id: "fit" },
      make("thead", {}, make("tr", {}, ...["Leg 栏", "Measure", "Lines", "Filled", "Free"].map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {},
        ...fit.legs.map((leg, index) => row("", index + 1, `${leg.characters} 字`, leg.lines, leg.filled, leg.lines - leg.filled)),
        row("sum", "all", "", fit.lines, fit.legs.reduce((sum, leg) => sum + leg.filled, 0), fit.spare_lines)));
    return make("div", {},
      make("p", { class: fit.over_lines ? "bad" : "" }, make("strong", {}, state)),
      make("p", { class: "soft" }, `${fit.characters} characters in room for ${fit.capacity}${fit.parts ? `, part ${fit.part} of ${fit.parts}` : ""}`),
      fit.over_text ? make("p", { class: "soft" }, `over from “${fit.over_text}…”`) : null,
      table);
  }

  changes() {
    const found = this.app.overlay.on.has("changes") ? this.app.overlay.differing : null;
    if (!found) return null;
    const words = (found.words ?? []).slice(0, 60).map((word) => make("p", { lang: "zh" },
      `${word.lead}`, make("del", { class: "bad" }, word.before), make("ins", { class: "good" }, word.after), `${word.tail}`));
    return this.section("Since the signature 签样后的改动", make("p", {}, found.said), ...words);
  }

  findings() {
    const all = this.app.state?.findings ?? [];
    const here = all.filter((finding) => finding.page === this.app.page?.number || finding.page == null);
    const elsewhere = all.length - here.length;
    if (!all.length) return this.section("Findings", make("p", { class: "good" }, "Nothing is wrong."));
    return make("section", { id: "findings" },
      make("h2", {}, `Findings ${here.length}${elsewhere ? `, ${elsewhere} on other pages` : ""}`),
      ...here.slice(0, 100).map(findingView));
  }
}
