// A text box with suggestions, after the ARIA pattern "editable combobox with list autocomplete".
// `find(text)` gives options {label, detail, value}, or a promise of them; `onPick(option)` is told what was picked.
let lists = 0;

export class Combobox {
  constructor(input, { find, onPick, picksFirst = false, none = "" }) {
    Object.assign(this, { input, find, onPick, picksFirst, none, options: [], active: -1, asked: 0 });
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++lists}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.tabIndex = -1; // a list that scrolls would else be a stop for Tab
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    input.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.open());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.leave());
    // Before the box loses its focus, which would close the list under the pointer.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) this.pick(Number(item.dataset.index));
    });
  }

  get isOpen() { return !this.list.hidden; }

  async open() {
    const asked = ++this.asked;
    const options = await this.find(this.input.value);
    // An answer that comes after a newer question, or after the box was left, is of no use.
    if (asked !== this.asked || document.activeElement !== this.input) return;
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => this.item(option, index)));
    if (!options.length && this.none && this.input.value) this.list.append(Object.assign(document.createElement("li"), { textContent: this.none }));
    this.show(this.list.childElementCount > 0);
    this.activate(this.picksFirst && this.input.value && options.length ? 0 : -1);
  }

  item({ label, detail }, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.dataset.index = index;
    item.setAttribute("role", "option");
    item.append(label);
    if (detail) item.append(Object.assign(document.createElement("span"), { className: "muted", textContent: ` ${detail}` }));
    return item;
  }

  show(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.activate(-1);
  }

  activate(index) {
    this.list.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    this.active = index;
    const item = this.list.querySelector(`[data-index="${index}"]`);
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !event.altKey) {
      event.preventDefault();
      if (!this.isOpen) this.open();
      else this.activate((this.active + steps[event.key] + this.options.length + (this.active < 0 && steps[event.key] < 0 ? 1 : 0)) % (this.options.length || 1));
    } else if (event.key === "Enter" && this.isOpen && !event.ctrlKey) {
      event.preventDefault();
      if (this.active >= 0) this.pick(this.active);
      else this.close();
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  // Tab takes what is marked, as Enter does.
  leave() {
    if (this.isOpen && this.active >= 0) this.pick(this.active);
    else this.close();
  }

  close() {
    this.asked++;
    this.show(false);
  }

  pick(index) {
    const option = this.options[index];
    this.close();
    this.input.value = option.label;
    this.onPick(option);
  }
}
