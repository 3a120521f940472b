// The list of what waits on this phone, and sending it when the person says so.
import { draftsOf, keep, remove } from "./phone-drafts.js";

class SignedOutError extends Error {}

export class Waiting {
  constructor(form, words, { onOpen, onSent }) {
    Object.assign(this, { form, words, onOpen, onSent, user: Number(form.dataset.user) });
    this.section = document.getElementById("waiting");
    this.problem = document.getElementById("waiting-problem");
    this.button = document.getElementById("send-waiting");
    this.button.addEventListener("click", () => this.send());
  }

  async show() {
    const drafts = await draftsOf(this.user);
    // Read by the page's frame before somebody signs out.
    localStorage.setItem("report-waiting", String(drafts.length));
    this.section.hidden = !drafts.length;
    const heading = this.section.querySelector("h2");
    heading.textContent = drafts.length === 1 ? this.words.one : this.words.many.replace("{count}", drafts.length);
    this.section.querySelector("ul").replaceChildren(...drafts.map((draft) => this.item(draft)));
  }

  item(draft) {
    const item = document.createElement("li");
    const says = document.createElement("span");
    says.textContent = draft.label;
    item.append(says);
    for (const words of draft.problems ?? []) item.append(Object.assign(document.createElement("span"), { className: "errors", textContent: words }));
    item.append(this.choice(this.words.open, draft, () => this.onOpen(draft)));
    item.append(this.choice(this.words.remove, draft, async () => {
      if (!confirm(this.words.really)) return;
      await remove(draft.key);
      await this.show();
    }));
    return item;
  }

  choice(words, draft, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "secondary", textContent: words });
    button.setAttribute("aria-label", `${words}: ${draft.label}`);
    button.addEventListener("click", act);
    return button;
  }

  async send() {
    this.problem.textContent = "";
    this.button.disabled = true;
    try {
      const { csrf_token: token } = await this.session();
      let [sent, stopped] = [0, 0];
      for (const draft of await draftsOf(this.user)) {
        if (await this.sendOne(draft, token)) sent += 1;
        else stopped += 1;
      }
      if (sent) this.onSent(sent);
      if (stopped) this.problem.textContent = this.words.stopped;
    } catch (error) {
      this.tell(error);
    } finally {
      this.button.disabled = false;
      await this.show();
    }
  }

  // A session that has ended answers with the way to the sign-in page.
  async session() {
    const answer = await fetch(this.form.dataset.session, { redirect: "manual" });
    if (answer.type === "opaqueredirect" || !answer.ok) throw new SignedOutError();
    const session = await answer.json();
    if (session.user !== this.user) throw new SignedOutError();
    return session;
  }

  // Whether it is with the server now. It leaves the phone only then.
  async sendOne(draft, token) {
    const body = new URLSearchParams(draft.fields.filter(([name]) => name !== "csrf_token"));
    body.set("csrf_token", token);
    const answer = await fetch(this.form.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect") throw new SignedOutError();
    const { saved, problems } = answer.ok ? await answer.json() : { problems: [String(answer.status)] };
    if (saved) await remove(draft.key);
    else await keep({ ...draft, problems });
    return Boolean(saved);
  }

  tell(error) {
    this.problem.textContent = error instanceof SignedOutError ? this.words.signIn : this.words.still;
    if (error instanceof SignedOutError) {
      const link = Object.assign(document.createElement("a"), { href: this.form.dataset.scope, textContent: this.words.signInLink });
      this.problem.append(" ", link);
    }
  }
}
