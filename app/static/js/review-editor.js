// The boxes of the active draft: one form that moves from card to card and says what in it has been changed.
import { ReviewPlace } from "./review-place.js";
import { enhanceSelect } from "./select-box.js";
import { warnOfPersonalData } from "./tripwire.js";

const PAUSE = 200;
const PLACE = ["place", "place_id", "lon", "lat", "known"];
const WIDE = matchMedia("(min-width: 1200px)");

export class Editor {
  // `onChange()` is told when a box has been filled in and left, `onPersonal(what)` what to do
  // with personal data in it, `onContest(whose)` whose words are to stand, `onNewPlace(described)` which place to add.
  constructor(form, rail, home, { key, onChange, onPersonal, onContest, onNewPlace }) {
    Object.assign(this, { form, rail, home, key, onChange });
    this.said = form.querySelector("#editor-said");
    this.problem = form.querySelector("#editor-problem");
    this.personal = form.querySelector("#editor-personal");
    this.category = enhanceSelect(form.elements.namedItem("category"));
    this.select = form.querySelector("#category-select");
    this.place = new ReviewPlace(form, rail.querySelector(".small-map"), (how) => this.placed(how));
    form.addEventListener("change", ({ target }) => this.card && !target.closest("#new-place") && this.onChange());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.name === "personal") onPersonal(event.submitter.value);
      if (event.submitter?.name === "contest") onContest(event.submitter.value);
      if (event.submitter?.name === "add") onNewPlace(this.newPlace());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "m" || !event.ctrlKey) return;
      event.preventDefault();
      onPersonal("mask");
    });
    form.addEventListener("input", () => this.keepTyped());
    this.echoTime();
    warnOfPersonalData(form);
    WIDE.addEventListener("change", () => this.settle());
    form.hidden = true;
  }

  get isInUse() { return this.isOpen && this.form.contains(document.activeElement); }
  get isOpen() { return !this.form.hidden; }
  get held() { return JSON.parse(this.card.dataset.values); }

  placed(how) {
    if (how?.opens) this.form.hidden = false;
    if (this.card) this.onChange();
  }

  // Be the editor of this card.
  load(card) {
    this.card = card.dataset.values ? card : null;
    this.form.hidden = true;
    this.say("");
    if (this.card) this.fill(this.held);
    this.settle(card);
  }

  fill(values) {
    for (const [name, value] of Object.entries(values)) if (!PLACE.includes(name)) this.set(name, value);
    const { unknownPlace } = this.card.dataset;
    this.form.querySelector("#new-place").hidden = !unknownPlace;
    this.form.elements.new_name.value = unknownPlace ?? "";
    this.echo.textContent = "";
    this.form.querySelector("#summary-privacy").textContent = "";
    this.place.load(values, JSON.parse(this.card.dataset.shown));
  }

  // A place that nobody knew, as it is described.
  newPlace() {
    const names = ["new_name", "new_kind", "new_district", "lon", "lat"];
    return Object.fromEntries(names.map((name) => [name, this.form.elements.namedItem(name).value]));
  }

  set(name, value) {
    if (name !== "category") this.form.elements.namedItem(name).value = value;
    else this.showCategory(value);
  }

  // Whether a code is this main category's or one of those below it.
  isWithin(code, top) {
    const option = [...this.select.options].find((one) => one.value === code);
    return Boolean(code) && (code === top || [...(option?.parentElement.children ?? [])].some((one) => one.value === top));
  }

  showCategory(code) {
    this.select.value = code;
    this.category.value = this.select.selectedOptions[0]?.label ?? "";
  }

  // Beside the cards where there is room for the map, else within the card.
  settle(card = this.card) {
    if (!card) return;
    card.querySelector("article").append(this.form);
    if (WIDE.matches) this.home.append(this.rail);
    else card.querySelector("article").append(this.rail);
    // Within a card it is of use only while something can be chosen.
    this.rail.hidden = !WIDE.matches && card.dataset.status !== "draft";
    this.place.fits();
  }

  open(name) {
    if (!this.card) return;
    this.form.hidden = false;
    const box = this.box(name);
    box.focus();
    box.select?.();
    if (!this.problem.hidden) this.said.scrollIntoView({ block: "nearest" });
    const found = this.personal.querySelector("mark.personal")?.textContent;
    const at = found ? box.value.indexOf(found) : -1;
    if (at >= 0) box.setSelectionRange(at, at + found.length);
  }

  box(name) { return name === "category" ? this.category : this.form.elements.namedItem(name); }

  // What was saved masked stands so, unless more has been typed since.
  showMasked(form) {
    for (const name of ["summary", "place"]) if (this.box(name).value === form[name]) this.set(name, this.held[name]);
  }

  close() { this.form.hidden = true; }

  // What is typed but not yet left is kept in this tab, and stands there again when the page is loaded anew.
  keepTyped() {
    if (this.card) sessionStorage.setItem(this.key, JSON.stringify({ draft: this.card.dataset.draft, values: this.changes() }));
  }

  forgetTyped() { sessionStorage.removeItem(this.key); }

  get kept() { return JSON.parse(sessionStorage.getItem(this.key) ?? "null"); }

  restore({ values }) {
    const names = Object.keys(values).filter((name) => name in this.held);
    for (const name of names) this.set(name, values[name]);
    if (names.length) this.open(names[0]);
  }

  // What differs from what the draft holds; of a place always all of it.
  changes() {
    if (!this.card) return {};
    const { held } = this;
    const typed = Object.fromEntries(Object.keys(held).map((name) => [name, name === "category" ? this.select.value || held.category : this.form.elements.namedItem(name).value]));
    const changed = Object.keys(held).filter((name) => typed[name].trim() !== String(held[name]).trim());
    if (changed.some((name) => PLACE.includes(name))) changed.push(...PLACE);
    return Object.fromEntries(changed.map((name) => [name, typed[name]]));
  }

  // The words stand beside the box that they are about.
  say(words, personal = "", name = "") {
    if (name) this.box(name).closest(".field").after(this.said);
    this.personal.innerHTML = personal;
    this.problem.textContent = words;
    this.problem.hidden = !words;
  }

  echoTime() {
    const { when } = this.form.elements;
    this.echo = this.form.querySelector("#when-echo");
    let waiting;
    const tell = async () => {
      const answer = await fetch(`${when.dataset.when}?${new URLSearchParams({ text: when.value, draft: this.card.dataset.draft })}`);
      const { words, problem } = await answer.json();
      this.echo.textContent = words ?? problem;
      this.echo.classList.toggle("is-problem", !words);
    };
    when.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(tell, PAUSE);
    });
  }
}
