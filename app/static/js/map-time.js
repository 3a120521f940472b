// The slider under the map: shows the incidents of a part of the period, by hand or played, without fetching them again.

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const HOURS = 24;

export function addTime(page) {
  const section = document.getElementById("map-time");
  if (section) new TimeSlider(page, section).start();
}

class TimeSlider {
  constructor(page, section) {
    Object.assign(this, { page, section, ...JSON.parse(section.dataset.time), timer: null });
    this.ends = [...section.querySelectorAll(".time-ends input")];
    this.groups = [...section.querySelectorAll("svg g")];
    this.play = section.querySelector("#time-play");
    this.output = section.querySelector("#time-words");
    this.last = this.bars.length - 1;
    this.span = [0, this.last];
    const lang = { en: "en-GB" }[document.documentElement.lang] ?? document.documentElement.lang; // day before month
    const date = { day: "numeric", month: "long", timeZone: "UTC" };
    this.days = new Intl.DateTimeFormat(lang, { ...date, year: "numeric" });
    this.day = new Intl.DateTimeFormat(lang, { ...date, weekday: "long" });
    this.number = new Intl.NumberFormat(lang);
  }

  start() {
    // Whoever comes near it may use it: what it then needs can be fetched.
    for (const sign of ["focusin", "pointerover"])
      this.section.addEventListener(sign, () => this.page.dispatchEvent(new Event("time")), { once: true });
    for (const hidden of this.section.querySelectorAll(".time-ends, .time-controls, .time-keys")) hidden.hidden = false;
    this.section.querySelector(".time-bars").style.setProperty("--bars", this.bars.length);
    this.ends.forEach((end, which) => {
      end.addEventListener("input", () => this.#moved(which));
      end.addEventListener("keydown", (event) => this.#wider(event, which));
    });
    this.section.querySelector("svg").addEventListener("click", (event) => this.#pick(event));
    for (const button of this.section.querySelectorAll("[data-time-step]"))
      button.addEventListener("click", () => this.#byHand(() => this.step(Number(button.dataset.timeStep))));
    this.section.querySelector("#time-all").addEventListener("click", () => {
      this.#byHand(() => this.show(0, this.last));
      this.ends[0].focus();
    });
    // Whoever wants no motion goes step by step.
    this.play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.play.addEventListener("click", () => (this.timer ? this.pause() : this.run()));
    this.show(0, this.last);
  }

  // Shows the bars from `first` to `last`, both included.
  show(first, last) {
    performance.mark("time-step");
    this.span = [first, last];
    this.ends.forEach((end, which) => {
      end.value = this.span[which];
      end.setAttribute("aria-valuetext", this.#endWords(which));
    });
    this.groups.forEach((group, at) => group.classList.toggle("outside", at < first || at > last));
    this.#tell();
    const [from, until] = [this.bars[first][0], this.bars[last][1]];
    if (first === 0 && last === this.last) {
      this.page.only("time", null);
    } else {
      const [start, end] = [from * HOURS, (until + 1) * HOURS];
      this.page.only("time", ({ hour }) => hour >= start && hour < end, { from: iso(from), to: iso(until) });
    }
    requestAnimationFrame(() => setTimeout(() => performance.measure("time-shown", "time-step")));
  }

  // Moves what is shown as a whole; of all that there is one bar is shown first. False where it can go no further.
  step(direction) {
    const [first, last] = this.span;
    if (first === 0 && last === this.last) {
      const at = direction > 0 ? 0 : this.last;
      this.show(at, at);
      return this.last > 0;
    }
    const [to, end] = [first + direction, last + direction];
    if (to < 0 || end > this.last) return false;
    this.show(to, end);
    return true;
  }

  run() {
    if (this.span[1] === this.last) this.show(0, this.span[0] === 0 ? 0 : this.span[1] - this.span[0]);
    this.play.textContent = this.words.pause;
    this.output.setAttribute("aria-live", "off"); // nobody can listen as fast
    this.timer = setInterval(() => (!this.step(1) || this.span[1] === this.last) && this.pause(), SECOND);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = this.words.play;
    this.output.setAttribute("aria-live", "polite");
  }

  #byHand(change) {
    if (this.timer) this.pause();
    change();
  }

  // An end that is pushed past the other takes it along.
  #moved(which) {
    const value = Number(this.ends[which].value);
    const [first, last] = this.span;
    this.#byHand(() => (which ? this.show(Math.min(first, value), value) : this.show(value, Math.max(last, value))));
  }

  #wider(event, which) {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!event.shiftKey || !direction) return;
    event.preventDefault();
    this.ends[which].value = Number(this.ends[which].value) + direction * this.stride;
    this.#moved(which);
  }

  #pick({ clientX, currentTarget }) {
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = Math.min(this.last, Math.max(0, Math.floor(((clientX - left) / width) * this.bars.length)));
    this.#byHand(() => this.show(at, at));
  }

  #tell() {
    const [first, last] = this.span;
    const shown = this.bars.slice(first, last + 1);
    const undrawn = shown.reduce((sum, bar) => sum + bar[3], 0);
    const number = shown.reduce((sum, bar) => sum + bar[2], undrawn);
    const days = this.days.formatRange(new Date(this.bars[first][0] * DAY), new Date(this.bars[last][1] * DAY));
    const pattern = number === 1 ? this.words.one : this.words.many;
    const words = pattern.replace("{days}", days).replace("{number}", this.number.format(number));
    const more = this.words.undrawn.replace("{words}", words).replace("{number}", this.number.format(undrawn));
    this.output.textContent = undrawn ? more : words;
    const isAll = first === 0 && last === this.last;
    this.section.querySelector(".time-more").hidden = isAll;
    const address = new URL(this.address, location.href);
    address.searchParams.set("from", iso(this.bars[first][0]));
    address.searchParams.set("to", iso(this.bars[last][1]));
    this.section.querySelector("#time-choose").href = address.pathname + address.search;
  }

  #endWords(which) {
    const pattern = which ? this.words.until : this.words.from;
    return pattern.replace("{day}", this.day.format(new Date(this.bars[this.span[which]][which] * DAY)));
  }
}

function iso(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
