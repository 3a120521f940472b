// Where, on a phone: typing suggests places, with or without a connection; the phone's own position on request.
import { Combobox } from "./combobox.js";

const PAUSE = 150;
const EXACT_ENOUGH = 150; // metres
const MOST = 6;

const fold = (text) => text.normalize("NFKC").toLowerCase();

export class PhonePlace {
  constructor(form, words) {
    const { place, place_id: placeId, lon, lat, known } = form.elements;
    Object.assign(this, { form, place, placeId, lon, lat, known, words });
    this.names = [...document.getElementById("names").content.children].map((name) => name.textContent);
    this.echo = document.getElementById("place-echo");
    new Combobox(place, { find: (text) => this.suggestions(text), onPick: ({ value }) => this.choose(value) });
    place.addEventListener("input", () => this.forget());
    this.here = document.getElementById("here");
    this.here.hidden = !("geolocation" in navigator);
    this.here.addEventListener("click", () => this.locate());
  }

  async suggestions(text) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (text !== this.place.value || !text.trim()) return [];
    if (!navigator.onLine) return this.kept(text);
    try {
      const answer = await fetch(`${this.place.dataset.suggest}?${new URLSearchParams({ q: text })}`);
      const { places } = await answer.json();
      return places.map((value) => ({ label: value.name, detail: value.label.slice(value.name.length).replace(/^, /, ""), value }));
    } catch {
      return this.kept(text);
    }
  }

  // Without a connection: names kept in the page, those that begin as typed first. The server reads them when sent.
  kept(text) {
    const typed = fold(text.trim());
    const rank = (name) => (fold(name).startsWith(typed) ? 0 : 1);
    const found = this.names.filter((name) => fold(name).includes(typed)).sort((one, other) => rank(one) - rank(other));
    return found.slice(0, MOST).map((name) => ({ label: name, value: { id: "", words: "" } }));
  }

  choose({ id, words }) {
    this.placeId.value = id;
    this.setPoint("", "");
    this.known.value = "place";
    this.echo.textContent = words;
    this.form.dispatchEvent(new Event("change"));
  }

  forget() {
    this.placeId.value = "";
    this.setPoint("", "");
    this.known.value = "place";
    this.echo.textContent = "";
    document.getElementById("suggestions")?.remove();
  }

  setPoint(lon, lat) {
    [this.lon.value, this.lat.value] = [lon, lat];
  }

  locate() {
    this.echo.textContent = this.words.looking;
    const options = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.found(coords),
      (error) => { this.echo.textContent = error.code === error.PERMISSION_DENIED ? this.words.denied : this.words.lost; },
      options,
    );
  }

  async found({ longitude, latitude, accuracy }) {
    const metres = Math.max(5, Math.round(accuracy / 5) * 5);
    if (metres > EXACT_ENOUGH) {
      this.echo.textContent = this.words.vague.replace("{metres}", metres);
      return;
    }
    this.setPoint(longitude.toFixed(6), latitude.toFixed(6));
    this.placeId.value = "";
    this.known.value = "place";
    this.echo.textContent = this.words.point.replace("{metres}", metres);
    try {
      const answer = await fetch(`${this.here.dataset.at}?${new URLSearchParams({ lon: longitude, lat: latitude })}`);
      const { words, near, metres: away } = await answer.json();
      this.echo.textContent = `${words} ${this.words.point.replace("{metres}", metres)}`;
      if (!this.place.value && away <= 300) this.place.value = near;
    } catch { /* without a connection the point alone is enough */ }
    this.form.dispatchEvent(new Event("change"));
  }

  clear() {
    this.forget();
    this.place.value = "";
  }
}
