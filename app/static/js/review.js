// The review of a report: everything by keys, by mouse and by touch; what is done shows at once and is saved behind.
import { Drafts } from "./review-drafts.js";
import { Editor } from "./review-editor.js";
import { bindKeys } from "./review-keys.js";
import { Queue } from "./review-queue.js";
import { Refusals } from "./review-refusals.js";
import { Sentences } from "./review-sentences.js";
import { lookAt, watchOthers } from "./review-others.js";
import { caretIn, selectedIn } from "./review-text.js";

const root = document.getElementById("review");
const { base, active, person, words: packed } = root.dataset;
const words = JSON.parse(packed);
// Only who did it finds it again in this tab; under "draft:…" nothing stays when that one signs out.
const own = (what) => `draft:${what}-${person}-${root.dataset.report}`;
const element = (id) => document.getElementById(id);
const text = element("report-text");
const csrf = document.querySelector("input[name=csrf_token]").value;

const status = element("review-said");
const say = (said) => { status.textContent = said; };

const editor = element("editor") && new Editor(element("editor"), element("rail"), element("rail-home"), { key: own("review-typed"), onChange: () => save(), onPersonal: (personal) => save({ personal }), onContest: contested, onNewPlace: (place) => act("add-place", place) });
const drafts = new Drafts(element("drafts"), text, { onActive: shown });
const refusals = new Refusals(editor, words);
const queue = new Queue(own("review"), { base, person }, csrf, { told, stands, hopeless: words.hopeless });
const sentences = new Sentences(words, (at) => act("split", { at }));

function showCategory(card) {
  const code = card.dataset.values && JSON.parse(card.dataset.values).category;
  for (const button of document.querySelectorAll(".category-key")) button.setAttribute("aria-pressed", String(editor?.isWithin(code, button.dataset.category) ?? false));
}

// Do something with the active draft, or with `more.draft`.
function act(what, more = {}) {
  const card = more.draft ? drafts.card(more.draft) : drafts.active;
  if (!card) return;
  queue.add(what, { draft: card.dataset.draft, version: card.dataset.version, ...more });
}

function shown(card) {
  editor?.load(card);
  showCategory(card);
  refusals.show(card, { focuses: false });
  sessionStorage.setItem(own("review-at"), card.dataset.draft);
}

// Remember in the card what is typed, as it will be saved: so that it is not sent twice.
function hold(changes) {
  const { card } = editor;
  card.dataset.values = JSON.stringify({ ...editor.held, ...changes });
}

function typed({ all }) {
  const every = editor?.changes() ?? {};
  const changes = all ? every : refusals.unasked(editor?.card, every);
  editor?.forgetTyped();
  if (Object.keys(changes).length) hold(changes);
  return changes;
}

function save(more = {}) {
  if (refusals.isContested(editor?.card)) return;
  const changes = typed({ all: Boolean(more.personal) });
  if (Object.keys(changes).length) act("change", { ...changes, ...more });
}

// Somebody else has changed the same: the one who typed has said which of the two is to stand.
function contested(stands) {
  const { card } = editor;
  if (stands === "theirs") refusals.giveUp(card);
  else {
    refusals.forget(card);
    save();
  }
  drafts.activate(card);
}

function confirm(card = drafts.active) {
  if (!card || card.dataset.status === "merged") return;
  if (card.dataset.status !== "draft") return goOn();
  if (refusals.isContested(card)) return refusals.remind();
  const changes = card === editor?.card ? typed({ all: true }) : {};
  act("confirm", { draft: card.dataset.draft, ...changes });
  drafts.foresee(card, "confirmed");
  countSure();
  goOn();
}

function leaveOut() {
  const card = drafts.active;
  if (card?.dataset.status !== "draft" && card?.dataset.status !== "confirmed") return;
  act("leave-out");
  drafts.foresee(card, "withdrawn");
  countSure();
  goOn();
}

function goOn() {
  editor?.close();
  const next = drafts.nextWaiting();
  if (next) return drafts.activate(next);
  return finish();
}

function finish() {
  element("all-done").hidden = false;
  (element("next-report") ?? element("all-done")).focus();
}

function chooseCategory(code) {
  if (!editor?.card || drafts.active.dataset.status !== "draft") return;
  editor.showCategory(code);
  const name = editor.select.selectedOptions[0].label.replace(/, [^,]+$/, "");
  drafts.active.querySelector("h3").lastChild.replaceWith(name);
  save();
  showCategory(drafts.active);
  say(name);
}

function split() {
  const { passage, active: card } = drafts;
  const at = caretIn(passage);
  if (card?.dataset.status !== "draft" || !passage) return;
  if (at > Number(card.dataset.start) && at < Number(card.dataset.end)) act("split", { at });
  else sentences.open(card, passage);
}

function join() {
  if (drafts.active?.dataset.joins) act("join");
  else say(words.noJoin);
}

function add() {
  const found = selectedIn(text);
  if (!found) return say(words.noSelection);
  queue.add("add", { start: found[0], end: found[1] });
  getSelection().removeAllRanges();
}

function undo() {
  if (!queue.undos.length && !queue.ops.length) return say(words.nothingToUndo);
  queue.add("undo", {});
}

function told(answer, op) {
  const [touched, isActed] = [Object.keys(answer.cards ?? {}), ["undo", "split", "add", "join", "reopen"].includes(op.what)];
  if (answer.cards) {
    drafts.take(answer, (id) => queue.has(id));
    element("left").textContent = answer.left;
    countSure();
    element("all-done").hidden = answer.waiting > 0;
    showNothing(answer);
  }
  if (answer.taught || ["undo", "learn", "unlearn"].includes(op.what)) element("taught").innerHTML = answer.taught ?? "";
  if (answer.problem) return refused(answer, op);
  if (editor) accepted(op);
  if (answer.said) say(`${answer.said} ${answer.left ?? ""}`.trim());
  // Of many that were undone at once none is the one to look at: the person stays where they are.
  const isOfMany = op.what === "undo" && answer.own?.length > 1;
  if (isActed && !isOfMany && touched.length) drafts.activate(drafts.card(answer.goto ?? touched[0]));
  if (touched.includes(drafts.active?.dataset.draft) && !queue.has(drafts.active.dataset.draft)) refresh();
  if (!drafts.active) drafts.activate(drafts.all[0]);
  if (isActed) drafts.holdFocus();
  if (op.what === "nothing") finish();
  // A page that came without drafts came without their boxes.
  if (op.what === "add" && !editor) location.assign(`${base}?draft=${answer.goto}`);
}

// What was typed is saved: masked words stand in their boxes as they were saved, and what is now another goes on.
function accepted(op) {
  const card = drafts.card(op.form.draft);
  if (!card) return;
  refusals.saved(card, op);
  if (card !== drafts.active) return;
  editor.card = card;
  if (op.form.personal) editor.showMasked(op.form);
  if (op.what === "merge" && card.dataset.status !== "draft") goOn();
}

// Where nothing was read, somebody says that there is nothing, or marks what there is.
function showNothing({ order, waiting }) {
  if (!element("nothing")) return;
  element("nothing").hidden = order.length > 0;
  if (element("sign-off")) element("sign-off").hidden = !waiting;
}

function signOff() {
  if (element("sign-off") && !element("sign-off").hidden) queue.add("nothing", {});
}

// Learn what is offered, or forget what was learned.
function teach(button) {
  const { lesson, learn, of } = button?.dataset ?? {};
  if (lesson) queue.add("unlearn", { lesson });
  else if (learn) queue.add("learn", { words: learn, draft: of });
}

const confirmSure = () => drafts.sure.length && queue.add("confirm-sure", { shown: drafts.sure.map((card) => card.dataset.draft).join(",") });
function countSure() {
  element("sure").textContent = drafts.sure.length;
  element("confirm-sure").hidden = !drafts.sure.length;
}

// Decide about the incident that the active draft may be the same as.
function decideTwin(what, note = drafts.active?.querySelector(".twin")) {
  const card = drafts.active;
  if (!note || card.dataset.status !== "draft") return;
  act(what, { other: note.dataset.other });
  note.remove();
  // Whether it lives on in the other, or the other in it, the server says.
  drafts.activate(card);
}

// The editor holds what the server made of what was typed, unless somebody is typing.
function refresh() {
  if (!editor?.card) return;
  editor.card = drafts.active;
  if (!editor.form.contains(document.activeElement)) editor.fill(editor.held);
  refusals.show(drafts.active, { focuses: false });
  showCategory(drafts.active);
}

// What was refused is told where it was typed, and stands there again.
function refused(answer, op) {
  const card = drafts.card(op.form.draft);
  say(answer.problem);
  if (card && !answer.cards) lookAt(base, card, told);
  if (!card || !editor) return;
  const isElsewhere = editor.isOpen && card !== drafts.active && editor.form.contains(document.activeElement);
  refusals.add(card, answer, op.form);
  if (isElsewhere) return;
  drafts.activate(card);
  refusals.show(card, { focuses: true });
  if (!editor.problem.hidden) say(""); // it stands beside the box
}

function stands(number, problem) {
  const note = element("unsaved");
  note.hidden = !problem;
  note.textContent = problem ? words[problem] : "";
  root.classList.toggle("is-saving", number > 0);
  element("undo").disabled = !queue.undos.length && !number;
}

function begin() {
  root.classList.add("has-script");
  for (const id of ["undo", "show-keys"]) element(id).hidden = false;
  element("confirm-sure").addEventListener("submit", (event) => { event.preventDefault(); confirmSure(); });
  element("sign-off")?.addEventListener("submit", (event) => { event.preventDefault(); signOff(); });
  element("undo").addEventListener("click", undo);
  element("show-keys").addEventListener("click", () => element("keys").showModal());
  element("taught").addEventListener("click", (event) => teach(event.target.closest("button")));
  element("add-selection")?.addEventListener("click", add);
  document.addEventListener("selectionchange", () => { if (element("add-selection")) element("add-selection").disabled = !selectedIn(text); });
  element("drafts").addEventListener("click", pressed);
  element("rail")?.addEventListener("click", (event) => {
    const button = event.target.closest(".category-key");
    if (button) chooseCategory(button.dataset.category);
  });
  text.addEventListener("click", (event) => {
    const { addStart, addEnd } = event.target.closest("[data-add-start]")?.dataset ?? {};
    if (addStart) queue.add("add", { start: addStart, end: addEnd });
  });
  document.querySelector(".menu form")?.addEventListener("submit", (event) => {
    if (queue.ops.length && !window.confirm(words.signOut)) return event.preventDefault();
    editor?.forgetTyped();
    return queue.forget();
  });
  // A closed tab takes with it what could not be saved.
  addEventListener("beforeunload", (event) => { if (queue.ops.length && queue.failures) event.preventDefault(); });
  bindKeys(root, { confirm, signOff, giveUp: () => editor && refusals.giveUp(drafts.active), leaveOut, split, join, add, undo, chooseCategory, drafts, editor, sureOnes: confirmSure, act, decideTwin, learn: () => teach(document.querySelector("[data-learn]")) });
  const isAsked = location.search.includes("draft=");
  const left = isAsked ? null : drafts.card(sessionStorage.getItem(own("review-at")));
  const first = left?.dataset.status === "draft" ? left : drafts.card(active);
  if (first) drafts.activate(first, { scrolls: isAsked, focuses: !document.querySelector("#editor-problem:not([hidden])") });
  const kept = editor?.kept;
  if (kept && drafts.card(kept.draft)) {
    drafts.activate(drafts.card(kept.draft));
    editor.restore(kept);
  }
  stands(queue.ops.length);
  queue.send();
  watchOthers({ base, drafts, queue, editor, byOther: words.byOther, told });
  root.dataset.ready = "";
}

// The buttons in the cards, which without scripts send their forms.
function pressed(event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  event.preventDefault();
  drafts.activate(button.closest("[data-draft]"), { focuses: false });
  const twin = button.closest(".twin");
  if (twin) return decideTwin(button.dataset.do, twin);
  const ways = { confirm, "leave-out": leaveOut, edit: () => editor?.open(button.dataset.box ?? "place"), reopen: () => act("reopen"), split, join };
  ways[button.dataset.do]?.();
}

begin();
