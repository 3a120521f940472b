// Slides at a meeting: one at a time, by keys, a clicker or the buttons; nothing is fetched once the page is open.
import { MeetingMap } from "./meeting-map.js";

const WAIT = 3000; // milliseconds that the server is given to answer before one is told that the network is gone
const CONTRAST = "meeting-contrast";
const root = document.documentElement;
const words = JSON.parse(document.body.dataset.words);
const slides = [...document.querySelectorAll(".slide")];
const links = [...document.querySelectorAll(".bar a")];
const keys = document.getElementById("keys");
const blank = document.getElementById("blank");
const told = document.getElementById("told");
const leave = document.getElementById("leave");
const map = window.map_laget ? new MeetingMap(words) : null;
let here = 0;

function show(place, { isFocused = true } = {}) {
  here = Math.min(Math.max(place, 0), slides.length - 1);
  const slide = slides[here];
  slides.forEach((one) => one.classList.toggle("is-shown", one === slide));
  for (const link of links) {
    if (link.hash === `#${slide.id}` || (slide.dataset.district && link.dataset.district === slide.dataset.district)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.getElementById("at").textContent = words.at.replace("{number}", here + 1).replace("{total}", slides.length);
  history.replaceState(null, "", `#${slide.id}`);
  tell("");
  const head = slide.querySelector(".slide-head");
  for (const one of scrollers(slide)) one.scrollTop = 0;
  if (isFocused) head.focus({ preventScroll: true });
  map?.show(slide);
  letReach();
}

// The slide that the address names, the first one for any other.
function showNamed() {
  const named = slides.findIndex(({ id }) => id === decodeURIComponent(location.hash.slice(1)));
  show(Math.max(named, 0));
}

function tell(text) {
  told.textContent = text;
  told.hidden = !text;
}

const deeds = {
  next: () => show(here + 1),
  back: () => show(here - 1),
  first: () => show(0),
  last: () => show(slides.length - 1),
  keys: () => keys.showModal(),
  nearer: () => map?.zoomBy(1),
  farther: () => map?.zoomBy(-1),
  leave: () => goTo(leave.href),
  contrast: () => setContrast(!root.classList.contains("is-stark")),
  fullscreen,
  blank: darken,
  down: () => scroll(1) || show(here + 1),
  up: () => scroll(-1) || show(here - 1),
};

const deedOfKey = {
  ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next", ArrowLeft: "back", PageUp: "back", Backspace: "back",
  ArrowDown: "down", ArrowUp: "up", Home: "first", End: "last", Escape: "leave", "?": "keys",
  f: "fullscreen", F5: "fullscreen", k: "contrast", b: "blank", ".": "blank", "+": "nearer", "-": "farther",
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (!blank.hidden) {
    event.preventDefault();
    lighten();
    return;
  }
  const isPressed = event.target.closest("button, a") && ["Enter", " "].includes(event.key);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const deed = event.shiftKey && key === " " ? "back" : deedOfKey[key];
  if (isPressed || (!deed && !/^[0-9]$/.test(key))) return;
  event.preventDefault();
  if (deed) deeds[deed]();
  else links.find((link) => link.querySelector("kbd")?.textContent === key)?.click();
}

// What does not fit is rolled first, so that nothing is passed over; gives whether there was more.
function scroll(way) {
  return scrollers(slides[here]).some((one) => {
    const before = one.scrollTop;
    one.scrollBy({ top: way * one.clientHeight * 0.7, behavior: "instant" });
    return one.scrollTop !== before;
  });
}

function scrollers(slide) {
  return [slide, ...slide.querySelectorAll(".beside-map")];
}

// What can be rolled can be reached by Tab as well.
function letReach() {
  for (const one of scrollers(slides[here])) {
    if (one.scrollHeight > one.clientHeight) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
}

async function fullscreen() {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await root.requestFullscreen();
  } catch {
    tell(words.noFullscreen);
  }
}

// The screen of a laptop shall not go out in the middle of an hour; some browsers grant it, and only over HTTPS.
function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
}

function setContrast(isStark) {
  root.classList.toggle("is-stark", isStark);
  document.querySelector("[data-does=contrast]").setAttribute("aria-pressed", String(isStark));
  try {
    sessionStorage.setItem(CONTRAST, isStark ? "1" : "");
  } catch {
    // kept for this page alone
  }
}

function darken() {
  blank.hidden = false;
}

function lighten() {
  blank.hidden = true;
}

// Without the network the browser would leave the slides for a page of its own.
async function goTo(address) {
  try {
    if (!navigator.onLine) throw new Error("offline");
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(WAIT) });
    location.assign(address);
  } catch {
    keys.close();
    tell(words.stay);
  }
}

// The way back leads where one came from.
function rememberWay() {
  const from = document.referrer && new URL(document.referrer);
  if (from && from.origin === location.origin && (from.pathname === "/" || from.pathname.startsWith("/pictures/"))) leave.href = from.href;
}

function addButtons() {
  for (const button of document.querySelectorAll("[data-does]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      keys.close();
      deeds[button.dataset.does]();
    });
  }
  for (const part of document.querySelectorAll(".start-buttons")) part.hidden = false;
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(slides.findIndex(({ id }) => `#${id}` === decodeURIComponent(link.hash)));
    });
  }
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    deeds.leave();
  });
  blank.addEventListener("click", lighten);
}

// The browser asks for the page's icon again at each change of the address.
async function keepIcon() {
  const icon = document.querySelector("link[rel=icon]");
  const answer = await fetch(icon.href);
  if (answer.ok) icon.href = `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
}

function remembersContrast() {
  try {
    return Boolean(sessionStorage.getItem(CONTRAST));
  } catch {
    return false;
  }
}

addButtons();
rememberWay();
if (remembersContrast()) setContrast(true);
keepIcon().catch(() => {});
// Also the letters that only a later slide has.
for (const look of ["400", "600", "700", "italic 400"]) document.fonts.load(`${look} 16px "Source Sans 3"`, document.body.textContent).catch(() => {});
document.addEventListener("keydown", press);
window.addEventListener("hashchange", showNamed);
window.addEventListener("resize", letReach);
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
showNamed();
