// What is half typed stays in the browser, for the one who types it, until it is sent, thrown away or they sign out.
const KEPT = 14 * 24 * 60 * 60 * 1000; // as long as the server believes what a phone tells of time
const TYPED = ["category", "place", "lon", "when", "summary"];

export class HalfTyped {
  // `draft()` is what stands in the form, `fill(draft)` puts it there, `echo` says of the place what has been understood.
  constructor(form, words, { draft, fill, echo, onAnew }) {
    Object.assign(this, { form, words, draft, fill, echo, key: `draft:phone:${form.dataset.user}`, since: 0 });
    this.note = document.getElementById("half-typed");
    this.note.querySelector("button").addEventListener("click", () => confirm(words.anew) && onAnew());
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.changed(event));
  }

  get isAny() {
    const { elements } = this.form;
    return TYPED.some((name) => elements[name].value) || elements.known.value !== "place" || elements.recent.value !== "now";
  }

  // Who taps a time anew means the time it is now, whenever they began.
  changed({ target }) {
    if (target.name === "recent") {
      this.since = Date.now();
      this.form.elements.typed_at.value = "";
      this.note.hidden = true;
    }
    this.keep();
  }

  keep() {
    if (!this.isAny) return this.forget();
    this.since ||= Number(this.form.elements.typed_at.value) || Date.now();
    const kept = { ...this.draft(), since: this.since, echo: this.echo.textContent };
    return localStorage.setItem(this.key, JSON.stringify(kept));
  }

  forget() {
    localStorage.removeItem(this.key);
    this.since = 0;
    this.note.hidden = true;
  }

  // A form that the server has sent back holds it all; one that it has saved leaves nothing to bring back.
  bringBack() {
    const address = new URL(location);
    if (address.searchParams.has("saved")) {
      address.searchParams.delete("saved"); // loaded anew it says nothing of what is typed from now on
      history.replaceState(null, "", address);
      return this.forget();
    }
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if ("refused" in this.form.dataset) return this.keep();
    if (!kept || Date.now() - kept.since > KEPT) return this.forget();
    this.fill(kept);
    this.since = kept.since;
    this.form.elements.typed_at.value = String(kept.since);
    this.echo.textContent = kept.echo;
    return this.tell();
  }

  tell() {
    const options = { weekday: "long", hour: "2-digit", minute: "2-digit" };
    const when = new Date(this.since).toLocaleString(document.documentElement.lang, options);
    this.note.querySelector("[role=status]").textContent = this.words.halfTyped.replace("{when}", when);
    this.note.hidden = false;
  }
}
