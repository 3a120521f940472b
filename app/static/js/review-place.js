// Where a draft is: the entry form's location box and small map, filled anew for each draft that becomes active.
import { PlaceEntry } from "./entry-place.js";

export class ReviewPlace extends PlaceEntry {
  constructor(form, container, onChange) {
    super(form, container);
    this.onChange = onChange;
    this.known.addEventListener("change", () => {
      this.isChosen = true;
      this.change();
    });
  }

  // Newly typed words may name a place though what stood there named none, until somebody says how it is known.
  get isPlaced() { return super.isPlaced || (this.isTyped && !this.isChosen); }

  // The page begins with no draft; each is shown by `load`.
  begin() {}

  load({ place, place_id: placeId, lon, lat, known }, shown) {
    [this.input.value, this.placeId.value, this.known.value] = [place, placeId, known];
    this.setPoint(String(lat), String(lon));
    this.filled = null;
    this.isPointed = this.isTyped = this.isChosen = false;
    this.say("");
    if (shown.lat === undefined) this.rest();
    else this.map.mark(shown.lat, shown.lon, { isAbout: shown.is_about });
  }

  // Nothing to mark: all of the municipality.
  async rest() {
    this.map.unmark();
    await this.map.ready;
    if (!this.map.at && this.map.bounds.isValid()) this.map.map.fitBounds(this.map.bounds, { animate: false });
  }

  // A point that the draft had is not that of a place which is newly named.
  forget() {
    this.isTyped = true;
    if (this.hasPoint && !this.isPointed) this.setPoint("", "");
    super.forget();
  }

  choose(place, words) {
    super.choose(place, words);
    document.getElementById("new-place").hidden = true; // the words are known by now
    this.onChange?.();
  }

  async point(lat, lon) {
    this.isPointed = true;
    await super.point(lat, lon);
    this.onChange?.({ opens: true });
  }

  change() {
    super.change();
    this.onChange?.();
  }

  fits() { this.map.map.invalidateSize({ animate: false }); }
}
