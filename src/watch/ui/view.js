// The page: fitted, made larger and smaller, and moved, down to a single character.
import { at, app as shared } from "./app.js";

const MOST = 72; // pixels a pt: a character of 9 pt is some 650 pixels high
const AIR = 16; // pixels around a page that is fitted

export class View {
  constructor(app) {
    this.app = app;
    this.scale = 1;
    this.mode = "page"; // or "width", or "free"
    this.size = { width: 1, height: 1 };
    this.space = at("view");
    this.sheet = at("sheet");
    this.looks = {}; // what each picture shows
    this.space.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.fingers = new Set();
    this.space.addEventListener("pointerdown", (event) => this.down(event));
    this.space.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.space.addEventListener(end, (event) => this.up(event));
    // Two fingers are ours; one moves the page as the browser does. Pointers would end where the browser begins to move it.
    for (const touch of ["touchstart", "touchmove"]) this.space.addEventListener(touch, (event) => this.pinch(event), { passive: false });
    for (const end of ["touchend", "touchcancel"]) this.space.addEventListener(end, () => { this.apart = null; });
    this.space.addEventListener("dblclick", (event) => this.zoom(this.scale * 2.5, event.clientX, event.clientY));
    new ResizeObserver(() => this.refit()).observe(this.space);
  }

  // Shows a page. Scroll and size stay as they are if it is the same page.
  show(page, other) {
    const resized = page.width !== this.size.width || page.height !== this.size.height;
    this.size = { width: page.width, height: page.height };
    this.space.setAttribute("aria-label", `Page ${page.number} ${page.section}`);
    this.put("page", `page/${page.look}/page.svg`);
    if (other || resized) {
      if (this.mode === "free") this.lay();
      else this.refit();
      if (other) this.space.scrollTo(0, 0);
    }
  }

  // Puts another picture in a place once it is there, so that nothing flickers.
  put(id, url) {
    if (this.looks[id] === url) return;
    this.looks[id] = url;
    const old = at(id);
    const fresh = new Image();
    fresh.id = id;
    fresh.alt = "";
    fresh.draggable = false;
    fresh.dataset.url = url;
    fresh.src = url;
    const swap = () => {
      if (this.looks[id] !== url) return;
      fresh.hidden = at(id).hidden;
      at(id).replaceWith(fresh);
      fresh.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
    };
    fresh.decode().then(swap, swap);
    if (!old.dataset.url) old.dataset.url = "";
  }

  refit() {
    const [wide, high] = [this.space.clientWidth - 2 * AIR, this.space.clientHeight - 2 * AIR];
    if (wide <= 0 || high <= 0) return;
    if (this.mode === "page") this.scale = Math.min(wide / this.size.width, high / this.size.height);
    if (this.mode === "width") this.scale = wide / this.size.width;
    this.lay();
  }

  fit(mode) {
    this.mode = mode;
    this.refit();
  }

  // Gives the sheet its size; one that is smaller than the space stands in its middle.
  lay() {
    const [width, height] = [this.size.width * this.scale, this.size.height * this.scale];
    const air = (space, length) => Math.max(AIR, (space - length) / 2);
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.sheet.style.margin = `${air(this.space.clientHeight, height)}px ${air(this.space.clientWidth, width)}px`;
    at("over").style.setProperty("--u", `${1 / this.scale}px`);
    at("zoom").textContent = `${Math.round(this.scale * 75)} %`; // 96 pixels an inch are 100 %
    this.sheet.style.setProperty("--scale", this.scale);
    this.app.overlay?.sized();
  }

  // Makes it larger or smaller; what is under a point of the screen stays there, or another point of the sheet comes there.
  zoom(scale, x, y, point) {
    const space = this.space.getBoundingClientRect();
    [x, y] = [x ?? space.left + space.width / 2, y ?? space.top + space.height / 2];
    const least = Math.min(space.width / this.size.width, space.height / this.size.height) / 3;
    // While the pointer stays, so does what it is on: pixels are whole, and would add up otherwise.
    const same = this.held && Math.hypot(this.held.x - x, this.held.y - y) < 3 && performance.now() - this.held.when < 900;
    const before = point ?? (same ? this.held.point : this.point(x, y));
    this.held = { x, y, point: before, when: performance.now() };
    this.mode = "free";
    this.scale = Math.min(Math.max(scale, least), MOST);
    this.lay();
    const sheet = this.sheet.getBoundingClientRect();
    this.space.scrollLeft += sheet.left + before.x * this.scale - x;
    this.space.scrollTop += sheet.top + before.y * this.scale - y;
  }

  // A point of the screen in pt of the sheet.
  point(x, y) {
    const sheet = this.sheet.getBoundingClientRect();
    return { x: (x - sheet.left) / this.scale, y: (y - sheet.top) / this.scale };
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    this.zoom(this.scale * Math.exp(-pixels / 240), event.clientX, event.clientY);
  }

  down(event) {
    if (event.button !== 0) return;
    this.fingers.add(event.pointerId);
    this.moved = this.fingers.size > 1;
    this.held = null;
    if (event.pointerType !== "touch") this.space.setPointerCapture(event.pointerId);
    this.from = { x: event.clientX, y: event.clientY, left: this.space.scrollLeft, top: this.space.scrollTop };
  }

  move(event) {
    if (!this.fingers.has(event.pointerId)) return;
    const [dx, dy] = [event.clientX - this.from.x, event.clientY - this.from.y];
    if (Math.hypot(dx, dy) > 4) this.moved = true;
    if (!this.moved || event.pointerType === "touch") return;
    this.space.classList.add("dragging");
    this.space.scrollTo(this.from.left - dx, this.from.top - dy);
  }

  // What is between two fingers stays there, and they may move it.
  pinch(event) {
    if (event.touches.length !== 2) { this.apart = null; return; }
    if (event.cancelable) event.preventDefault();
    this.moved = true;
    const [a, b] = event.touches;
    const now = { far: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 };
    const before = this.apart;
    this.apart = { ...now, point: before?.point ?? this.point(now.x, now.y) };
    if (before?.far > 0) this.zoom(this.scale * now.far / before.far, now.x, now.y, before.point);
  }

  up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    this.space.classList.remove("dragging");
    if (!this.moved && event.type === "pointerup") {
      const { x, y } = this.point(event.clientX, event.clientY);
      shared.panel.choose(x, y);
    }
  }

  // Moves by a part of a screen; says whether there was anywhere to go.
  scroll(across, down) {
    const [left, top] = [this.space.scrollLeft, this.space.scrollTop];
    this.space.scrollBy(across * this.space.clientWidth, down * this.space.clientHeight);
    return this.space.scrollLeft !== left || this.space.scrollTop !== top;
  }

  // Brings a rectangle of the sheet into sight.
  reveal(area) {
    const space = this.space.getBoundingClientRect();
    const sheet = this.sheet.getBoundingClientRect();
    const left = sheet.left + area.x * this.scale, top = sheet.top + area.y * this.scale;
    const out = left < space.left || top < space.top
      || left + area.width * this.scale > space.right || top + area.height * this.scale > space.bottom;
    if (!out) return;
    this.space.scrollLeft += left + area.width * this.scale / 2 - space.left - space.width / 2;
    this.space.scrollTop += top + area.height * this.scale / 2 - space.top - space.height / 2;
  }
}
