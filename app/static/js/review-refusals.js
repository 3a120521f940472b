// What was refused, by draft, until it is saved or given up: it stands in its boxes again with the reason beside them,
// and is sent again only when it is typed anew or asked for. What somebody else has changed too asks for a second yes.
const SHOWN = ["place", "when", "summary", "category", "known", "certainty", "quantity"];
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);

export class Refusals {
  constructor(editor, words) {
    Object.assign(this, { editor, words, found: new Map() });
  }

  of(card) { return card && this.found.get(card.dataset.draft); }
  isContested(card) { return Boolean(this.of(card)?.answer.is_changed); }

  add(card, answer, form) {
    card.classList.add("is-refused");
    const boxes = Object.keys(form).filter((name) => name in JSON.parse(card.dataset.values ?? "{}"));
    if (boxes.length) this.found.set(card.dataset.draft, { answer, form, boxes });
  }

  show(card, { focuses }) {
    const refusal = this.of(card);
    if (!refusal || this.editor.card !== card) return;
    const { answer, form, boxes } = refusal;
    for (const name of boxes) this.editor.set(name, form[name]);
    const field = answer.field || SHOWN.find((name) => boxes.includes(name));
    this.editor.say(answer.problem, answer.personal, field);
    if (answer.is_changed) this.editor.personal.append(this.contest(refusal));
    this.editor.keepTyped();
    if (focuses) this.editor.open(field);
  }

  // What stands there now, and which of the two is to stand.
  contest({ form, boxes }) {
    const note = made("div", { className: "personal-note" });
    for (const name of SHOWN.filter((one) => boxes.includes(one))) {
      const [box, held] = [this.editor.box(name), String(this.editor.held[name])];
      if (held.trim() === form[name].trim()) continue;
      const shown = [...(this.editor.form.elements.namedItem(name)?.options ?? this.editor.select.options)].find((one) => one.value === held)?.label ?? held;
      note.append(made("p", { textContent: `${this.words.standsNow} ${box.labels[0].textContent}: ${shown || "–"}` }));
    }
    note.append(made("button", { name: "contest", value: "mine", textContent: this.words.keepMine }), " ");
    note.append(made("button", { name: "contest", value: "theirs", className: "secondary", textContent: this.words.keepTheirs }));
    return note;
  }

  remind() { this.editor.personal.querySelector("button")?.focus(); }

  // What of the changes is to be sent: what was refused and stands as it stood is not.
  unasked(card, changes) {
    const refusal = this.of(card);
    if (!refusal || !refusal.boxes.every((name) => changes[name] === refusal.form[name])) return changes;
    return Object.fromEntries(Object.entries(changes).filter(([name]) => !refusal.boxes.includes(name)));
  }

  // Something was saved: of a draft that is decided, or of the boxes that had been refused.
  saved(card, { what, form }) {
    const refusal = this.of(card);
    if (refusal && (what !== "change" || refusal.boxes.some((name) => name in form))) this.forget(card);
  }

  giveUp(card) {
    if (!this.of(card)) return;
    this.forget(card);
    this.editor.fill(this.editor.held);
    this.editor.forgetTyped();
  }

  forget(card) {
    this.found.delete(card.dataset.draft);
    card.classList.remove("is-refused");
    if (this.editor.card === card) this.editor.say("");
  }
}
