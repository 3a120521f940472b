// What has been done but not yet been saved: kept in this tab until the server has it, sent one by one, in order.
// Answers that no waiting mends, by how often one asks again all the same: a token may be old, a server may stumble.
const HOPELESS = { 400: 2, 403: 0, 404: 0, 413: 0, 500: 2 };
const WAITS = [1000, 2000, 4000, 8000, 15000];
// Not crypto.randomUUID, which a page without TLS lacks.
const newStep = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("");

export class Queue {
  // `told(answer, op)` hears of what was saved or refused, `stands(number, problem)` how many wait and why. `hopeless`
  // says that something cannot be saved at all. It is `person` who did it: it is sent in nobody else's name.
  constructor(key, { base, person }, csrf, { told, stands, hopeless }) {
    Object.assign(this, { key, base, person, csrf, told, stands, hopeless, failures: 0, isSending: false });
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    this.ops = kept.ops ?? [];
    this.undos = kept.undos ?? [];
    addEventListener("online", () => this.send());
  }

  keep() {
    if (this.ops.length || this.undos.length) sessionStorage.setItem(this.key, JSON.stringify({ ops: this.ops, undos: this.undos }));
    else sessionStorage.removeItem(this.key);
  }

  forget() {
    this.ops = [];
    this.undos = [];
    this.keep();
  }

  has(draft) { return this.ops.some((op) => op.form.draft === draft); }

  // Its `step` tells it from every other: where the answer was lost, the server recognises it when it comes again.
  add(what, form) {
    this.ops.push({ what, form, step: newStep() });
    this.keep();
    this.stands(this.ops.length);
    this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.waiting);
    while (this.ops.length && (await this.sendFirst()));
    this.isSending = false;
  }

  // Whether the first is done with, whatever came of it.
  async sendFirst() {
    const [op] = this.ops;
    if (op.what === "undo" && !this.undos.length) return this.finish(op, { said: "" });
    const form = { ...(op.what === "undo" ? { token: this.undos.at(-1) } : op.form), step: op.step };
    let answer;
    try {
      const response = await fetch(`${this.base}/${op.what}`, { method: "POST", body: new URLSearchParams(form), headers: { Accept: "application/json", "X-CSRFToken": this.csrf } });
      if (!this.isOthers && this.failures >= HOPELESS[response.status]) return this.finish(op, { problem: this.hopeless });
      if (response.status >= 500 || !response.headers.get("Content-Type")?.includes("json")) return await this.later(response);
      answer = await response.json();
    } catch {
      return this.later();
    }
    if (op.what === "undo") this.undos.pop();
    if (answer.undo) this.undos.push(answer.undo);
    return this.finish(op, answer);
  }

  finish(op, answer) {
    this.failures = 0;
    this.ops.shift();
    // What was done meanwhile was done to what we have just made of the draft; not to what others have made of it.
    for (const later of this.ops) {
      const version = answer.versions?.[later.form.draft];
      if (version && !answer.problem && answer.own?.includes(Number(later.form.draft))) later.form.version = version;
    }
    this.keep();
    this.told(answer, op);
    this.stands(this.ops.length);
    return true;
  }

  async later(response) {
    this.stands(this.ops.length, response?.redirected || this.isOthers ? "signedOut" : "unsaved");
    this.waiting = setTimeout(() => this.send(), WAITS[Math.min(this.failures++, WAITS.length - 1)]);
    if (response && response.status < 500) await this.renew(response).catch(() => {});
    return false;
  }

  // A page that has stood for long, or somebody who has signed in anew, needs a new token for forms.
  async renew(response) {
    if (response.redirected) return;
    const page = await fetch(this.base);
    const shown = new DOMParser().parseFromString(await page.text(), "text/html");
    const [found, person] = [shown.querySelector("input[name=csrf_token]"), shown.getElementById("review")?.dataset.person];
    this.isOthers = Boolean(person) && person !== this.person;
    if (found && person && !this.isOthers && !page.redirected) this.csrf = found.value;
  }
}
