// What the map's scripts share: the map, its words, the incidents, and which of them are shown just now.

export class MapPage extends EventTarget {
  #conditions = new Map();
  #asked = new Map();
  #failed = new Map();

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

  // An address of the server's with what is asked for, and more.
  address(text, more = {}) {
    const address = new URL(text, location.href);
    for (const [key, value] of Object.entries({ ...this.asked, ...more })) address.searchParams.set(key, value);
    return address.pathname + address.search;
  }

  // Under the map stands what could not be fetched, of all that was asked for; null where it has come.
  tell(what, words) {
    if (words) this.#failed.set(what, words);
    else this.#failed.delete(what);
    const status = document.getElementById("map-status");
    status.textContent = [...this.#failed.values()].join(" ");
    status.hidden = !this.#failed.size;
  }

  #choose() {
    const conditions = [...this.#conditions.values()];
    this.shown = conditions.length ? this.all.filter((one) => conditions.every((meets) => meets(one))) : this.all;
    this.dispatchEvent(new Event("shown"));
  }
}
