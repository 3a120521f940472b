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

// Where something is called just what is typed it stands first, with its kin below; what is kept otherwise than it was
// told, as a sensitive category is, stands last, lest somebody take it by one key too many.
function ordered(entries, text) {
  const words = text.split(/\s+/).filter(Boolean);
  const exact = entries.find((entry) => entry.label === text && !entry.isSensitive);
  const place = (entry) => {
    const found = words.length ? rank(entry, words) : 0;
    if (!exact) return found;
    if (entry === exact) return -1;
    if (entry.isSensitive) return found + 10;
    return Math.min(found, entry.group === exact.group ? 5 : Infinity);
  };
  return entries
    .map((entry, index) => ({ entry, index, rank: place(entry) }))
    .filter((found) => found.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ entry }) => entry);
}

export function enhanceSelect(select) {
  const entries = [...select.options].filter((option) => option.value).map((option) => ({
    option,
    label: fold(option.label),
    group: fold(option.parentElement.label ?? ""),
    words: (option.dataset.search ?? "").split(" ").filter(Boolean),
    isSensitive: option.hasAttribute("data-sensitive"),
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

  const find = (text) => ordered(entries, fold(text)).map(({ option }) => ({ label: option.label, detail: option.parentElement.label, value: option.value }));
  const choose = (value) => {
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  const box = new Combobox(input, { find, none, picksFirst: true, onPick: (option) => choose(option.value) });
  input.addEventListener("input", () => choose(""));
  input.addEventListener("click", () => box.isOpen || box.open());
  return input;
}
