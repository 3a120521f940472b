// What the map's scripts share: the map, its words, the incidents, and which of them are shown just now.

export class MapPage extends EventTarget {
  #conditions = new Map();

  constructor(map, part) {
    super();
    Object.assign(this, { map, part, words: JSON.parse(part.dataset.words), all: [], shown: [] });
  }

  load(incidents) {
    this.all = incidents;
    this.#choose();
  }

  // Shows only the incidents that meet this condition and all others; null lifts the one of that name.
  only(name, condition) {
    if (condition) this.#conditions.set(name, condition);
    else this.#conditions.delete(name);
    this.#choose();
  }

  // Those that meet all conditions but one: what a slider or a grid chooses among.
  without(name) {
    return this.#meeting([...this.#conditions].filter(([other]) => other !== name).map(([, condition]) => condition));
  }

  #choose() {
    this.shown = this.#meeting([...this.#conditions.values()]);
    this.dispatchEvent(new Event("shown"));
  }

  #meeting(conditions) {
    return conditions.length ? this.all.filter((one) => conditions.every((condition) => condition(one))) : this.all;
  }
}
