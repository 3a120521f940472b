// The drafts as cards, and the text beside them: which is the active one, and what an answer of the server changes.
const KEPT = "form.editor, .rail, .sentences";
const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

export class Drafts {
  constructor(list, text, { onActive }) {
    Object.assign(this, { list, text, onActive });
    list.addEventListener("click", (event) => this.pointed(event.target.closest("[data-draft]")));
    list.addEventListener("focusin", (event) => this.pointed(event.target.closest("[data-draft]")));
    text.addEventListener("click", (event) => {
      const passage = event.target.closest("[data-draft]");
      if (event.target.closest("a")) event.preventDefault();
      if (passage && getSelection().isCollapsed) this.activate(this.card(passage.dataset.draft), { focuses: Boolean(event.target.closest("a")) });
    });
  }

  get all() { return [...this.list.children]; }
  get waiting() { return this.all.filter((card) => card.dataset.status === "draft"); }
  // Those that are confirmed at once, and no others: what looks like something else by now waits.
  get sure() { return this.waiting.filter((card) => card.hasAttribute("data-sure")); }
  card(id) { return this.all.find((card) => card.dataset.draft === String(id)); }
  get passage() { return this.active && this.text.querySelector(`[data-draft="${this.active.dataset.draft}"]`); }

  pointed(card) {
    if (card && card !== this.active) this.activate(card, { focuses: false });
  }

  activate(card, { focuses = true, scrolls = true } = {}) {
    if (!card) return;
    const changes = card !== this.active;
    if (changes && this.active) this.dim(this.active);
    this.active = card;
    card.classList.add("is-active");
    card.setAttribute("aria-current", "true");
    const article = card.querySelector("article");
    article.tabIndex = 0;
    this.markPassage();
    if (changes) this.onActive(card);
    if (focuses) article.focus({ preventScroll: true });
    if (scrolls) card.scrollIntoView({ block: "nearest" });
  }

  dim(card) {
    card.classList.remove("is-active");
    card.removeAttribute("aria-current");
    card.querySelector("article").tabIndex = -1;
  }

  // The text scrolls within its own box: the page stays where it is.
  markPassage() {
    this.text.querySelector(".is-active")?.classList.remove("is-active");
    const { passage, text } = this;
    if (!passage) return;
    passage.classList.add("is-active");
    const [box, at] = [text.getBoundingClientRect(), passage.getBoundingClientRect()];
    if (at.top < box.top + 8) text.scrollTop -= box.top + 24 - at.top;
    else if (at.bottom > box.bottom - 8) text.scrollTop += Math.min(at.bottom - box.bottom + 24, at.top - box.top - 24);
  }

  move(step) {
    const { all } = this;
    const to = all[Math.max(0, Math.min(all.length - 1, all.indexOf(this.active) + step))];
    this.activate(to);
  }

  // The next that waits, from the active one on and round; undefined where none does.
  nextWaiting() {
    const { all } = this;
    const from = all.indexOf(this.active) + 1;
    return [...all.slice(from), ...all.slice(0, from)].find((card) => card.dataset.status === "draft");
  }

  // Shows at once what will be so when it has been saved.
  foresee(card, status) {
    card.classList.remove(`is-${card.dataset.status}`);
    card.dataset.status = status;
    card.classList.add(`is-${status}`);
    this.text.querySelector(`[data-draft="${card.dataset.draft}"]`)?.classList.add(`is-${status}`);
  }

  // Takes in what the server says; cards for which `isBusy` are left until what is being done with them is saved.
  take({ order, cards, text }, isBusy) {
    const scrolled = this.text.scrollTop;
    if (text !== undefined) this.text.innerHTML = text;
    this.text.scrollTop = scrolled;
    for (const [id, html] of Object.entries(cards)) if (!isBusy(id)) this.put(id, made(html));
    if (order) this.arrange(order.map(String));
    this.markPassage();
  }

  // A card that is here takes on the new one's looks and words; what moves from card to card stays, with its focus.
  put(id, card) {
    const old = this.card(id);
    if (!old) return this.list.append(card);
    for (const { name, value } of card.attributes) old.setAttribute(name, value);
    for (const name of ["data-sure", "data-joins", "data-unknown-place"]) if (!card.hasAttribute(name)) old.removeAttribute(name);
    old.classList.toggle("is-active", old === this.active);
    const article = old.querySelector("article");
    const hadFocus = article.contains(document.activeElement);
    for (const child of [...article.children]) if (!child.matches(KEPT)) child.remove();
    article.prepend(...card.querySelector("article").children);
    if (hadFocus && !article.contains(document.activeElement)) article.focus({ preventScroll: true });
    return undefined;
  }

  arrange(order) {
    for (const card of this.all) if (!order.includes(card.dataset.draft)) this.drop(card);
    const sorted = order.map((id) => this.card(id)).filter(Boolean);
    if (sorted.every((card, index) => this.all[index] === card)) return;
    const focused = document.activeElement;
    this.list.append(...sorted);
    // What is moved loses the focus, and with it who listens loses their place.
    if (focused !== document.activeElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
  }

  // A card that is gone, or a button with no more to undo, leaves the focus nowhere: who listens would begin anew.
  holdFocus() {
    setTimeout(() => {
      const at = document.activeElement;
      if (at === document.body || at.disabled) this.activate(this.active, { scrolls: false });
    });
  }

  drop(card) {
    if (card === this.active) this.activate(card.previousElementSibling ?? card.nextElementSibling);
    card.remove();
  }
}
