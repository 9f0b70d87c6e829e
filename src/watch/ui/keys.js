// The keyboard, as in a PDF viewer, and the buttons of the bar.
import { at, make } from "./app.js";
import { LAYERS } from "./overlay.js";

const KEYS = {
  "Pages 版面": [
    ["PgDn, n", "Down a screen, then the next page"], ["PgUp, p", "Up a screen, then the page before"],
    ["Home, End", "First and last page"], ["← →", "Page before and next, or move a page that is larger than the screen"],
    ["0–9 Enter", "Go to a page"], ["g", "Write a page number"],
  ],
  "Size and place 缩放": [
    ["+ −", "Larger and smaller"], ["0", "Fit the page"], ["w", "Fit the width"], ["Space, Shift-Space", "Down and up a screen"],
    ["↑ ↓", "Move"], ["Ctrl-wheel, pinch", "Larger and smaller where the pointer is"], ["drag", "Move"], ["double click", "Closer"],
  ],
  "What stands here 点查": [
    ["click", "The line's file and line; the slot's fit"], [". ,", "Next line, line before"], ["] [", "Next slot, slot before"],
    ["l", "Copy the place as file:line"], ["Esc", "Choose nothing, then no overlay"],
  ],
};

export function listen(app) {
  const view = app.view;
  at("larger").addEventListener("click", () => view.zoom(view.scale * 1.25));
  at("smaller").addEventListener("click", () => view.zoom(view.scale / 1.25));
  at("fit").addEventListener("click", () => view.fit("page"));
  at("wide").addEventListener("click", () => view.fit("width"));
  at("help").addEventListener("click", () => help());

  const actions = {
    PageDown: () => view.scroll(0, .9) || app.step(1), PageUp: () => view.scroll(0, -.9) || app.step(-1),
    n: () => app.step(1), p: () => app.step(-1),
    Home: () => app.step(-Infinity), End: () => app.step(Infinity),
    ArrowRight: () => view.scroll(.12, 0) || app.step(1), ArrowLeft: () => view.scroll(-.12, 0) || app.step(-1),
    ArrowDown: () => view.scroll(0, .12), ArrowUp: () => view.scroll(0, -.12),
    "+": () => view.zoom(view.scale * 1.25), "=": () => view.zoom(view.scale * 1.25),
    "-": () => view.zoom(view.scale / 1.25), "−": () => view.zoom(view.scale / 1.25),
    w: () => view.fit("width"), f: () => view.fit("page"),
    g: () => at("number").select(),
    l: () => app.panel.copy(),
    ".": () => app.panel.step(1), ",": () => app.panel.step(-1),
    "]": () => app.panel.stepSlot(1), "[": () => app.panel.stepSlot(-1),
    "?": () => help(),
    Escape: () => {
      if (app.chosen) { app.chosen = null; app.overlay.draw(); app.panel.draw(); } else app.overlay.clear();
    },
  };
  for (const layer of LAYERS) actions[layer.key] = () => app.overlay.toggle(layer.id);

  let digits = "", later;
  const go = () => { clearTimeout(later); if (digits) app.show(Number(digits)); digits = ""; };
  const digit = (key) => {
    // A nought alone fits the page.
    if (key === "0" && !digits) return view.fit("page");
    digits += key;
    clearTimeout(later);
    // Nothing more can come if no page's number begins so and goes on.
    const more = app.state?.pages.some((page) => String(page.number).startsWith(digits) && String(page.number) !== digits);
    if (more) later = setTimeout(go, 900);
    else go();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
    const field = event.target === at("number");
    if (field) {
      if (event.key === "Enter") { app.show(Number(event.target.value)); at("view").focus(); }
      if (event.key === "Escape") at("view").focus();
      return;
    }
    const button = event.target.closest?.("button");
    if (button && (event.key === " " || event.key === "Enter")) return;
    // The lists scroll by themselves.
    if (event.target.closest?.("#panel, #strip, #trouble") && /^(Arrow|Page|Home|End)/.test(event.key)) return;
    if (event.key === "Enter") return go();
    if (/^[0-9]$/.test(event.key)) { event.preventDefault(); return digit(event.key); }
    if (event.key === " ") { event.preventDefault(); const by = event.shiftKey ? -.9 : .9; return view.scroll(0, by) || app.step(Math.sign(by)); }
    const action = actions[event.key] ?? (event.key.length === 1 ? actions[event.key.toLowerCase()] : null);
    if (action) { event.preventDefault(); action(); }
  });
}

function help() {
  const list = (rows) => make("dl", {}, ...rows.flatMap(([key, text]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, text)]));
  const parts = { ...KEYS, "Overlays 叠图": LAYERS.map((layer) => [layer.key, `${layer.name} ${layer.zh}`]) };
  const dialog = at("keys");
  dialog.replaceChildren(
    make("h2", { id: "keys-title" }, "Keys"),
    make("div", { class: "columns" }, ...Object.entries(parts).map(([title, rows]) => make("section", {}, make("h3", {}, title), list(rows)))),
    make("form", { method: "dialog" }, make("button", { autofocus: true }, "Close")));
  dialog.showModal();
}
