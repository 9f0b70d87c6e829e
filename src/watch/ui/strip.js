// The strip of pages: what each looks like, its state, and how much is wrong with it.
import { at, make } from "./app.js";

const STATES = { open: "open 未校", proofed: "proofed 已校", signed: "signed 签样", unknown: "unknown 不明" };

export class Strip {
  constructor(app) {
    this.app = app;
    this.list = at("strip");
    at("before").addEventListener("click", () => app.step(-1));
    at("next").addEventListener("click", () => app.step(1));
    at("number").addEventListener("change", (event) => app.show(Number(event.target.value)));
  }

  draw() {
    const pages = this.app.state.pages;
    const numbers = pages.map((page) => page.number).join();
    if (this.numbers !== numbers) {
      this.numbers = numbers;
      this.list.replaceChildren(...pages.map((page) => this.button(page)));
    }
    pages.forEach((page, index) => this.fill(this.list.children[index], page));
    this.mark();
  }

  button(page) {
    return make("button", { type: "button", onclick: () => this.app.show(page.number) },
      make("img", { alt: "", loading: "lazy", draggable: "false", width: 100, height: Math.round(100 * page.height / page.width) }),
      make("div", { class: "name" }, make("span"), make("span", { lang: "zh" })),
      make("div", { class: "marks" }));
  }

  // Only what has changed is touched: a picture that stays is not asked for again.
  fill(button, page) {
    const picture = button.querySelector("img");
    const url = `page/${page.look}/page.svg`;
    if (picture.getAttribute("src") !== url) picture.src = url;
    picture.style.height = "auto";
    picture.style.aspectRatio = `${page.width} / ${page.height}`;
    const [number, section] = button.querySelectorAll(".name span");
    number.textContent = page.number;
    section.textContent = page.section;
    const state = page.state?.state ?? "open";
    const marks = [make("span", { class: { signed: "good", unknown: "warn" }[state] ?? "" }, STATES[state] ?? state)];
    if (page.errors) marks.push(make("span", { class: "bad" }, `${page.errors} error${page.errors > 1 ? "s" : ""}`));
    if (page.warnings) marks.push(make("span", { class: "warn" }, `${page.warnings} warning${page.warnings > 1 ? "s" : ""}`));
    button.querySelector(".marks").replaceChildren(...marks);
    if (page.state?.by) button.title = `${state} by ${page.state.by} ${page.state.at ?? ""}`;
    else button.removeAttribute("title");
  }

  mark() {
    const pages = this.app.state?.pages ?? [];
    pages.forEach((page, index) => {
      const button = this.list.children[index];
      if (!button) return;
      const now = page.number === this.app.page?.number;
      if (now && !button.hasAttribute("aria-current")) button.scrollIntoView({ block: "nearest" });
      button.toggleAttribute("aria-current", now);
      if (now) button.setAttribute("aria-current", "page");
    });
  }
}
