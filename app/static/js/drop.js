// The page where reports come in: what is dropped or chosen is sent file by file, and what is typed outlives a reload.
const form = document.getElementById("paste");
const words = document.getElementById("paste-words").dataset;
const { text, files, organisation, received, csrf_token: token } = form.elements;
const drop = document.getElementById("drop");
const chosen = document.getElementById("chosen");
const problem = document.getElementById("paste-problem");
const KEY = `draft:paste:${form.dataset.person}`;
const PAUSE = 400;
const SLOW = 1500;
const MEGABYTE = 1024 * 1024;
let waiting = [];
let isSending = false;
let leftBehind = ""; // why what was chosen last is not among the files
const tried = new Set(); // files that the server has refused: nobody needs to be held back for them
let isSenderChosen = Boolean(organisation.value);

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

// ---- What is typed stays in this tab until it is read in or the person signs out.
function keep() {
  if (text.value) sessionStorage.setItem(KEY, JSON.stringify([text.value, isSenderChosen ? organisation.value : "", received.value]));
  else sessionStorage.removeItem(KEY);
  document.getElementById("draft-note").hidden = !text.value;
}

function bringBack() {
  const kept = sessionStorage.getItem(KEY);
  if (kept && !text.value) [text.value, organisation.value, received.value] = JSON.parse(kept);
  keep();
}

// ---- Files
function add(list) {
  const tooLarge = [...list].filter((file) => file.size > form.dataset.most * MEGABYTE);
  waiting.push(...[...list].filter((file) => !tooLarge.includes(file)));
  leftBehind = tooLarge.map((file) => filled(words.tooLarge, { name: file.name })).join(" ");
  tell(leftBehind);
  files.value = "";
  listFiles();
}

function listFiles() {
  chosen.replaceChildren(...waiting.map((file, at) => {
    const row = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "quiet", textContent: "×" });
    button.setAttribute("aria-label", filled(words.remove, { name: file.name }));
    button.addEventListener("click", () => { waiting.splice(at, 1); listFiles(); text.focus(); });
    row.append(file.name, " ", button);
    return row;
  }));
}

function watchDrops() {
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("is-over"); });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    add(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length && !event.clipboardData.types.includes("text/plain")) add(event.clipboardData.files);
  });
  files.addEventListener("change", () => add(files.files));
}

// ---- Whose report it is, while the person still looks at it; what somebody has chosen stays.
function guessSender() {
  const note = document.getElementById("sender-note");
  let timer, asked = 0;
  organisation.addEventListener("change", () => { isSenderChosen = Boolean(organisation.value); note.textContent = ""; keep(); });
  const ask = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ csrf_token: token.value, text: text.value });
    const answer = await fetch(form.dataset.sender, { method: "POST", body }).catch(() => null);
    const found = answer?.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (isSenderChosen || mine !== asked || isSending) return;
    organisation.value = found.key ?? "";
    note.textContent = found.words ?? "";
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (text.value.trim() && !isSenderChosen) timer = setTimeout(ask, PAUSE);
  });
  isSenderChosen = Boolean(organisation.value);
  if (text.value && !isSenderChosen) ask();
}

// ---- Sending: one by one, so that what goes wrong with one touches no other.
function tell(sentence) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

async function send(item, isAlone) {
  const body = new FormData();
  body.set("csrf_token", token.value);
  // A guess about the text says nothing of the files beside it: the server looks at each.
  body.set("organisation", isSenderChosen ? organisation.value : "");
  body.set("received", received.value);
  body.set("text", item.file ? "" : item.text);
  if (item.file) body.set("files", item.file);
  if (isAlone) body.set("alone", "1");
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer) return { words: words.offline, isLost: true };
  if (answer.redirected) return { words: words.signedOut, isLost: true };
  if (answer.status === 413) return { words: filled(words.tooLarge, { name: item.file?.name ?? "" }) };
  if (!answer.headers.get("content-type")?.includes("json")) return { words: words.failed, isLost: true };
  return answer.json();
}

function showOutcome(item, outcome) {
  const row = document.getElementById("arrived-row").content.cloneNode(true);
  const shown = row.querySelector("li");
  shown.className = outcome.isIn ? "is-in" : "is-out";
  if (item.file) shown.querySelector("strong").textContent = item.file.name;
  shown.querySelector(".tag").hidden = Boolean(outcome.isIn);
  shown.querySelector(".words").textContent = outcome.words;
  const link = shown.querySelector("a");
  if (outcome.href) Object.assign(link, { href: outcome.href, hidden: false });
  if (outcome.state === "table") link.textContent = words.check;
  for (const remark of outcome.remarks ?? []) {
    const line = document.createElement("p");
    Object.assign(line, { className: "muted", textContent: remark });
    shown.append(line);
  }
  document.getElementById("arrived").append(row);
}

function done(item) {
  if (item.file) waiting = waiting.filter((file) => file !== item.file);
  else text.value = "";
  if (!item.file && !isSenderChosen) {
    organisation.value = "";
    document.getElementById("sender-note").textContent = "";
  }
  listFiles();
  keep();
}

function askSender(outcome) {
  tell(outcome.words);
  organisation.value ||= form.dataset.lastUsed;
  isSenderChosen = Boolean(organisation.value); // seen by whoever sends it again
  organisation.focus();
}

async function sendAll(items) {
  const progress = document.getElementById("progress-words");
  const isAlone = items.length === 1;
  const box = document.getElementById("progress");
  document.getElementById("arrived").replaceChildren();
  box.hidden = isAlone;
  if (!isAlone) document.getElementById("progress-heading").focus();
  const slow = setTimeout(() => { box.hidden = false; }, SLOW);
  for (const [at, item] of items.entries()) {
    progress.textContent = filled(words.reading, { at: at + 1, all: items.length, name: item.file?.name ?? words.pasted });
    const outcome = await send(item, isAlone);
    if (outcome.isIn) done(item);
    else if (!outcome.isLost) tried.add(item.file);
    if (isAlone && outcome.isIn) {
      isSending = false; // nothing is lost by leaving now
      return location.assign(outcome.href);
    }
    if (!isAlone) showOutcome(item, outcome);
    if (outcome.state === "ask" && isAlone) askSender(outcome);
    else if (isAlone || outcome.isLost) tell(outcome.words);
    if (outcome.isLost) break;
  }
  clearTimeout(slow);
  if (isAlone) box.hidden = true;
  progress.textContent = words.done;
  return null;
}

async function submit(event) {
  event.preventDefault();
  event.stopImmediatePropagation(); // the page stays: busy.js would leave its button off
  if (isSending) return;
  const items = [...(text.value.trim() ? [{ text: text.value }] : []), ...waiting.map((file) => ({ file }))];
  if (!items.length) { tell(leftBehind || words.nothing); text.focus(); return; }
  const button = form.querySelector(".form-actions button");
  const label = button.textContent;
  isSending = true;
  tell("");
  Object.assign(button, { disabled: true, textContent: form.dataset.busy });
  await sendAll(items);
  Object.assign(button, { disabled: false, textContent: label });
  isSending = false;
}

bringBack();
watchDrops();
guessSender();
for (const field of [text, organisation, received]) field.addEventListener("input", keep);
form.addEventListener("submit", submit);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  event.preventDefault();
  form.requestSubmit();
});
addEventListener("pageshow", (event) => { if (event.persisted) keep(); });
addEventListener("beforeunload", (event) => { if (isSending || waiting.some((file) => !tried.has(file))) event.preventDefault(); });
form.dataset.ready = "";
text.focus();
