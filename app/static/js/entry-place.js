// Where: the location box with its suggestions, the small map, and what is said about the chosen place.
import { Combobox } from "./combobox.js";
import { SmallMap } from "./small-map.js";

const PAUSE = 120;
const NEARBY = 300;

const ask = async (address, query) => (await fetch(`${address}?${new URLSearchParams(query)}`)).json();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class PlaceEntry {
  constructor(form, container) {
    const { place, place_id: placeId, lon, lat } = form.elements;
    Object.assign(this, { form, input: place, placeId, lon, lat, known: form.elements.known });
    this.echo = document.getElementById("place-echo");
    this.noPoint = document.getElementById("no-point");
    this.addresses = { suggest: place.dataset.suggest, at: container.dataset.at };
    this.map = new SmallMap(container);
    this.map.onPoint((at, across) => this.point(at, across));
    this.box = new Combobox(place, { find: (text) => this.suggestions(text), onPick: ({ value }) => this.choose(value) });
    place.addEventListener("input", () => this.forget());
    place.addEventListener("change", () => this.understand());
    this.noPoint.addEventListener("click", () => this.withdrawPoint());
    for (const choice of this.known) choice.addEventListener("change", () => this.change());
    this.begin();
  }

  get isPlaced() { return this.known.value === "place"; }
  get hasPoint() { return this.lon.value !== ""; }

  begin() {
    if (this.hasPoint) this.point(Number(this.lat.value), Number(this.lon.value));
    else if (this.input.value && this.isPlaced && this.input.getAttribute("aria-invalid") !== "true") this.beginWithPlace();
  }

  // What stood there when the page came is shown but not touched, so that saving keeps it as it was.
  async beginWithPlace() {
    const { meant } = await ask(this.addresses.suggest, { q: this.input.value, place: this.placeId.value });
    if (meant) this.show(meant);
  }

  async suggestions(text) {
    await pause(PAUSE);
    if (text !== this.input.value || !text.trim()) return [];
    const { places } = await ask(this.addresses.suggest, { q: text });
    return places.map((value) => ({ label: value.name, detail: value.label.slice(value.name.length).replace(/^, /, ""), value }));
  }

  // New words are no longer the place that was picked; a point on the map stays, they may describe it.
  forget() {
    this.placeId.value = "";
    document.getElementById("suggestions")?.remove();
    if (!this.hasPoint) this.say("");
  }

  choose(place, words = place.name) {
    this.placeId.value = place.id;
    this.input.value = words;
    this.setPoint("", "");
    this.known.value = "place";
    this.show(place);
  }

  show(place) {
    if (place.lat === null) this.map.unmark();
    else this.map.mark(place.lat, place.lon, { isAbout: place.is_about });
    this.say(place.words);
  }

  // Words that nobody picked from the list: say which place they mean, as the server will when the form is saved.
  async understand() {
    const words = this.input.value.trim();
    if (!words || this.placeId.value || this.hasPoint || !this.isPlaced) return;
    const { meant, written, advice } = await ask(this.addresses.suggest, { q: words });
    if (words !== this.input.value.trim() || this.placeId.value || this.hasPoint) return;
    if (meant) this.choose(meant, written);
    else {
      this.map.unmark();
      this.say(advice);
    }
  }

  async point(lat, lon) {
    this.setPoint(lat.toFixed(6), lon.toFixed(6));
    this.placeId.value = "";
    this.known.value = "place";
    this.map.mark(lat, lon);
    const { words, near, metres } = await ask(this.addresses.at, { lon, lat });
    this.say(words);
    if (!this.input.value || this.input.value === this.filled) this.filled = this.input.value = metres <= NEARBY ? near : "";
  }

  withdrawPoint() {
    this.setPoint("", "");
    this.map.unmark();
    this.say("");
    this.understand();
    this.input.focus();
  }

  setPoint(lat, lon) {
    [this.lat.value, this.lon.value] = [lat, lon];
    this.noPoint.hidden = lat === "";
  }

  say(words) {
    this.said = words;
    this.tell();
  }

  tell() {
    this.echo.textContent = this.isPlaced ? this.said ?? "" : "";
  }

  change() {
    this.tell();
    if (!this.said) this.understand();
  }
}
