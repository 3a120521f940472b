// What the map's scripts share: the map, its words, the incidents, and which of them are shown just now.

export class MapPage extends EventTarget {
  #conditions = new Map();
  #asked = new Map();

  constructor(map, part) {
    super();
    Object.assign(this, { map, part, words: JSON.parse(part.dataset.words), all: [], shown: [] });
    this.isTiled = Boolean(part.dataset.tiles); // very many: none are held here, and the server is asked anew
  }

  load(incidents) {
    this.all = incidents;
    this.#choose();
  }

  // Shows only the incidents that meet this condition and all others; null lifts the one of that name. `asked`: the
  // filter's arguments that ask the server for the same, such as { from: "2026-11-01", to: "2026-11-07" }.
  only(name, condition, asked = null) {
    if (condition) this.#conditions.set(name, condition);
    else this.#conditions.delete(name);
    if (asked) this.#asked.set(name, asked);
    else this.#asked.delete(name);
    this.#choose();
  }

  // All arguments that are asked for beside the page's own filter.
  get asked() {
    return Object.assign({}, ...this.#asked.values());
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
