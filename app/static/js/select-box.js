// Turns a long grouped <select> into a box in which one types a few letters of any word; the select keeps the value.
// An option's data-search holds words by which it is looked for as well: "lob fyll*", the last of them any that begins so.
import { Combobox } from "./combobox.js";

const fold = (text) => text.normalize("NFC").toLocaleLowerCase("sv").trim();

const answersTo = (known, word) => known.startsWith(word) || (known.endsWith("*") && word.startsWith(known.slice(0, -1)));

// The lower the better; Infinity where a word of the question is nowhere.
function rank(entry, words) {
  const ranks = words.map((word) => {
    if (entry.label.startsWith(word)) return 0;
    if (entry.label.includes(` ${word}`)) return 1;
    if (entry.words.some((known) => answersTo(known, word))) return 2;
    if (entry.label.includes(word)) return 3;
    return entry.group.includes(word) ? 4 : Infinity;
  });
  return Math.max(...ranks);
}

export function enhanceSelect(select) {
  const entries = [...select.options].filter((option) => option.value).map((option) => ({
    option,
    label: fold(option.label),
    group: fold(option.parentElement.label ?? ""),
    words: (option.dataset.search ?? "").split(" ").filter(Boolean),
  }));
  const input = document.createElement("input");
  const { hint, none } = select.dataset;
  Object.assign(input, { type: "text", placeholder: hint, value: select.value ? select.selectedOptions[0].label : "" });
  for (const name of ["aria-invalid", "aria-describedby"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  input.id = select.id;
  select.id = `${select.id}-select`;
  select.hidden = true;
  select.required = false;
  select.before(input);

  const find = (text) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    return entries
      .map((entry, index) => ({ entry, index, rank: words.length ? rank(entry, words) : 0 }))
      .filter((found) => found.rank < Infinity)
      .sort((a, b) => a.rank - b.rank || a.index - b.index)
      .map(({ entry: { option } }) => ({ label: option.label, detail: option.parentElement.label, value: option.value }));
  };
  const choose = (value) => {
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  const box = new Combobox(input, { find, none, picksFirst: true, onPick: (option) => choose(option.value) });
  input.addEventListener("input", () => choose(""));
  input.addEventListener("click", () => box.isOpen || box.open());
  return input;
}
