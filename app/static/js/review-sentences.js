// Where to split a passage: its sentences as buttons, for those who have no caret in the text.
import { sentencesOf } from "./review-text.js";

export class Sentences {
  constructor(words, onChoice) {
    Object.assign(this, { words, onChoice });
    this.box = document.createElement("div");
    this.box.className = "sentences";
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", words.splitWhere);
    this.box.addEventListener("click", (event) => {
      const { at } = event.target.closest("button")?.dataset ?? {};
      const { parentElement: article } = this.box;
      this.close();
      article?.focus();
      if (at) this.onChoice(Number(at));
    });
    this.box.addEventListener("keydown", (event) => this.onKey(event));
  }

  open(card, passage) {
    const found = sentencesOf(passage);
    const heading = Object.assign(document.createElement("p"), { textContent: found.length ? this.words.splitWhere : this.words.splitNowhere });
    const buttons = found.map(({ at, words }) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "secondary", textContent: words });
      button.dataset.at = at;
      return button;
    });
    const back = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: this.words.back });
    this.box.replaceChildren(heading, ...buttons, back);
    card.querySelector(".draft-actions").after(this.box);
    this.box.querySelector("button").focus();
  }

  close() { this.box.remove(); }

  onKey(event) {
    const buttons = [...this.box.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape") buttons.at(-1).click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
