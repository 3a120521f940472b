// The entry form: makes by keyboard quick what works without scripts too.
import { PlaceEntry } from "./entry-place.js";
import { enhanceSelect } from "./select-box.js";
import { warnOfPersonalData } from "./tripwire.js";

const form = document.getElementById("entry");
const PAUSE = 200;

function noteSensitive(select) {
  const note = document.getElementById("sensitive-note");
  const tell = () => { note.hidden = !select.selectedOptions[0]?.hasAttribute("data-sensitive"); };
  select.addEventListener("change", tell);
  tell();
}

// Says how the words for the time are understood, while they are typed.
function echoTime() {
  const { when, day, is_ahead: isAhead } = form.elements;
  const [echo, ahead] = ["when-echo", "ahead"].map((id) => document.getElementById(id));
  let waiting;
  const tell = async () => {
    const answer = await fetch(`${when.dataset.when}?${new URLSearchParams({ text: when.value, day: day.value })}`);
    const { words, problem, is_ahead: liesAhead } = await answer.json();
    ahead.hidden = !liesAhead && !isAhead.checked;
    echo.textContent = words ?? problem;
    echo.classList.toggle("is-problem", !words);
  };
  for (const field of [when, day]) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(tell, PAUSE);
    });
  }
  if (!echo.textContent && when.getAttribute("aria-invalid") !== "true") tell();
}

function saveByKey() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.repeat) return;
    document.activeElement.blur();
    form.requestSubmit();
  });
}

// A form that is on its way is not sent again; it may be when the browser has gone back to it.
function saveOnce() {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
}

// Where personal data alone stops the form, Enter masks them and saves.
function focusFirst(first) {
  const problems = form.querySelector(".message.danger");
  const mask = form.querySelector("[aria-invalid=true]:not([data-check])") ? null : document.getElementById("mask");
  if (problems) problems.tabIndex = -1;
  (mask ?? problems ?? first).focus();
}

const { category, source } = form.elements;
noteSensitive(category);
const first = enhanceSelect(category);
new PlaceEntry(form, document.getElementById("small-map"));
echoTime();
warnOfPersonalData(form);
saveByKey();
saveOnce();
form.dataset.ready = "";
focusFirst(source && !source.value ? source : first);
