// The screen of `dayang watch`: hears the news, and holds what the other parts share.
import { View } from "./view.js";
import { Strip } from "./strip.js";
import { Overlay } from "./overlay.js";
import { Panel } from "./panel.js";
import { listen } from "./keys.js";

export const at = (id) => document.getElementById(id);

// An element with attributes and children; text is only ever text.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// Draws a part of the screen anew; the keyboard stays at the button it was at.
export function redraw(root, ...children) {
  const buttons = () => [...root.querySelectorAll("button")];
  const held = buttons().indexOf(document.activeElement);
  root.replaceChildren(...children);
  const now = buttons();
  if (held >= 0) (now[Math.min(held, now.length - 1)] ?? at("view")).focus({ preventScroll: true });
}

export const placeText = (place) => place.line ? `${place.file}:${place.line}` : place.file;

let told;
export function say(text) {
  const line = at("said");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(told);
  told = setTimeout(() => line.classList.remove("shown"), 2200);
}

export async function copyPlace(place) {
  if (!place) return say("Nothing is chosen: click a line, or press . to choose one");
  const text = placeText(place);
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${text}`);
  } catch {
    say(`Cannot copy: ${text}`);
  }
}

export function placeButton(place) {
  return make("button", {
    type: "button", class: "place", title: "Copy this place", onclick: () => copyPlace(place),
  }, placeText(place));
}

// One finding, with its place.
export function findingView(finding) {
  return make("div", { class: "finding" },
    make("p", { class: finding.severity === "error" ? "bad" : finding.severity === "warning" ? "warn" : "soft" },
      `${finding.severity}: ${finding.message}`),
    finding.place ? placeButton(finding.place) : null,
    ...finding.hints.map((hint) => make("p", { class: "hint" }, hint)),
    make("p", { class: "rule" }, finding.rule));
}

export const app = { state: null, page: null, overlayData: null, chosen: null };
app.view = new View(app);
app.strip = new Strip(app);
app.overlay = new Overlay(app);
app.panel = new Panel(app);

app.show = (number) => {
  const pages = app.state?.pages ?? [];
  const page = pages.find((page) => page.number === number);
  if (!page) return say(`There is no page ${number}`);
  if (app.page?.number !== number) app.chosen = null;
  history.replaceState(null, "", `#${number}`);
  turn(page);
};

app.step = (by) => {
  const pages = app.state?.pages ?? [];
  const now = pages.findIndex((page) => page.number === app.page?.number);
  const next = pages[Math.min(Math.max(now + by, 0), pages.length - 1)];
  if (next && next.number !== app.page?.number) app.show(next.number);
};

// Shows a page, or its newer look; where it has none the page stays as it is.
async function turn(page) {
  const other = app.page?.number !== page.number;
  const before = app.page;
  app.page = page;
  at("number").value = page.number;
  app.strip.mark();
  app.view.show(page, other);
  if (before?.overlay !== page.overlay) {
    const answer = await fetch(`overlay/${page.overlay}`);
    const data = answer.ok ? await answer.json() : null;
    // Another page may have been asked for meanwhile.
    if (app.page?.overlay !== page.overlay) return;
    app.overlayData = data;
    app.panel.again();
  }
  app.overlay.draw();
  app.panel.draw();
}

function news(state) {
  app.state = state;
  document.title = state.title ? `${state.title} ${state.date} · 大样` : "大样 dayang watch";
  at("title").textContent = state.title ? `${state.title} ${state.date}` : "大样";
  at("total").textContent = state.pages.length ? `of ${state.pages.length}` : "";
  at("wait").hidden = state.pages.length > 0 || !state.busy;
  status(state);
  trouble(state);
  app.strip.draw();
  const wanted = app.page?.number ?? Number(location.hash.slice(1));
  const page = state.pages.find((page) => page.number === wanted) ?? state.pages[0];
  if (page) turn(page);
  else app.panel.draw();
}

function status(state) {
  const count = (what) => state.findings.filter((finding) => finding.severity === what).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const words = (number, word) => number ? `${number} ${word}${number > 1 ? "s" : ""}` : null;
  const said = [words(errors, "error"), words(warnings, "warning")].filter(Boolean).join(", ");
  const line = at("status");
  line.classList.toggle("bad", errors > 0);
  line.textContent = state.busy ? "composing…" : `${said || "no errors"} · ${state.seconds.toFixed(2)} s`;
}

// Over the last good page: why there is no newer one.
function trouble(state) {
  const box = at("trouble");
  const errors = state.findings.filter((finding) => finding.severity === "error");
  box.hidden = !(state.stale && errors.length);
  if (box.hidden) return redraw(box);
  const shown = state.pages.length ? "These are the last pages that could be set." : "There are no pages yet.";
  redraw(box,
    make("h2", {}, `${errors.length === 1 ? "An error holds" : `${errors.length} errors hold`} the pages up`),
    make("p", { class: "soft" }, shown),
    ...errors.slice(0, 20).map(findingView));
}

function connect() {
  const source = new EventSource("events");
  source.onmessage = (event) => news(JSON.parse(event.data));
  source.onerror = () => {
    const line = at("status");
    line.classList.add("bad");
    line.textContent = "dayang watch has ended, or is not reached";
    // The browser tries again by itself, unless it was refused.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

listen(app);
connect();
