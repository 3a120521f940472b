// The phone form: works as a plain form without this; with it, what cannot be sent waits in the phone.
import { keep, remove } from "./phone-drafts.js";
import { HalfTyped } from "./phone-typed.js";
import { PhonePlace } from "./phone-place.js";
import { Waiting } from "./phone-waiting.js";
import { warnOfPersonalData } from "./tripwire.js";

const form = document.getElementById("phone");
const words = { ...document.getElementById("words").dataset };
const told = document.getElementById("told");
const place = new PhonePlace(form, words);
const waiting = new Waiting(form, words, { onOpen: open, onSent: (number) => say(words.saved.replace("{count}", number)) });

const typed = new HalfTyped(form, words, { draft, fill, echo: document.getElementById("place-echo"), onAnew: renew });

function say(text) {
  told.replaceChildren(Object.assign(document.createElement("p"), { className: "message", textContent: text }));
  scrollTo({ top: 0 });
}

const chosen = (name) => form.querySelector(`[name="${name}"]:checked`);

function label() {
  const what = chosen("category")?.dataset.words ?? "–";
  const where = form.elements.place.value || chosen("known")?.nextElementSibling.textContent || "";
  const typed = new Date(Number(form.elements.typed_at.value));
  const weekday = typed.toLocaleDateString(document.documentElement.lang, { weekday: "long" });
  const when = `${weekday} ${typed.getHours()}.${String(typed.getMinutes()).padStart(2, "0")}`;
  return [what, where, when].filter(Boolean).join(" · ");
}

function draft() {
  return {
    key: form.elements.key.value,
    user: Number(form.dataset.user),
    label: label(),
    fields: [...new FormData(form)],
    problems: [],
  };
}

// A form that came back with what was wrong would be reset to what was refused: everything is emptied by hand.
function renew() {
  const source = form.elements.source?.value;
  form.reset();
  for (const choice of form.querySelectorAll("[name=category], [name=suggested]")) choice.checked = false;
  for (const name of ["when", "summary", "personal_data"]) if (form.elements[name]) form.elements[name].value = "";
  form.elements.recent.value = "now";
  for (const stale of form.querySelectorAll(".message.danger, .errors, .stopped, #suggestions")) stale.remove();
  for (const marked of form.querySelectorAll(".has-errors")) marked.classList.remove("has-errors");
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const left = field.getAttribute("aria-describedby").split(" ").filter((id) => document.getElementById(id));
    field.setAttribute("aria-describedby", left.join(" "));
  }
  place.clear();
  form.elements.key.value = crypto.randomUUID();
  form.elements.typed_at.value = "";
  if (source) form.elements.source.value = source;
  typed.forget();
  showWords();
}

// Puts what was kept back into the form; sent from there it has the same key, so it is never two.
function fill(kept) {
  form.reset();
  for (const [name, value] of kept.fields) {
    if (name === "csrf_token" || !form.elements[name]) continue;
    form.elements[name].value = value;
  }
  chosen("category")?.closest("details")?.setAttribute("open", "");
  showWords();
}

// What waits, to be changed. What stood half typed in the form waits instead.
async function open(kept) {
  if (typed.isAny && kept.key !== form.elements.key.value) {
    await keep({ ...draft(), fields: [...new FormData(form), ["typed_at", String(typed.since)]] });
    await waiting.show();
  }
  renew();
  fill(kept);
  typed.keep();
  form.scrollIntoView();
  (chosen("category") ?? form.elements.place).focus();
}

async function send() {
  if (!navigator.onLine) throw new TypeError("no connection");
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", headers: { Accept: "application/json" } });
  if (answer.type === "opaqueredirect") {
    // Signed out meanwhile: it waits in the phone until they have signed in again.
    await keep(draft());
    renew();
    location.assign(form.dataset.scope);
  } else if (answer.ok && (await answer.json()).saved) {
    await remove(form.elements.key.value);
    renew();
    say(words.sent);
  } else {
    // The server shows the form again with what is wrong beside each field.
    form.submit();
  }
}

form.addEventListener("submit", async (event) => {
  // What is masked or let stand is an answer to the page that the server has sent.
  if (event.submitter?.name === "personal_data") return;
  event.preventDefault();
  if ("sending" in form.dataset) return;
  form.dataset.sending = "";
  form.elements.typed_at.value ||= String(Date.now());
  try {
    await send();
  } catch {
    await keep(draft());
    renew();
    say(words.offline);
  } finally {
    delete form.dataset.sending;
    await waiting.show();
  }
});

function showWords() {
  document.getElementById("in-words").hidden = chosen("recent")?.value !== "words";
}

for (const choice of form.querySelectorAll("[name=recent]")) choice.addEventListener("change", showWords);
warnOfPersonalData(form);
typed.bringBack();
showWords();
if ("serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope });
await waiting.show();
form.dataset.ready = "";
