// Asks the server again once what is shown has stood still for a while, and takes no answer that another has overtaken.

const WAIT = 250; // milliseconds without a change before the server is asked

export class Following {
  #timer = null;
  #asked = 0;

  // `show(answer)` gets what was fetched; `fail()` is called where nothing came.
  constructor({ show, fail }) {
    Object.assign(this, { show, fail });
  }

  // `address()` gives the address once it is time; none is asked for where it gives null.
  soon(address) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(address()), WAIT);
  }

  async now(address) {
    if (!address) return;
    const number = (this.#asked += 1);
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok ? await answer.text().catch(() => null) : null;
    if (number !== this.#asked) return;
    if (found === null) this.fail();
    else this.show(found);
  }
}

// What is asked for again whenever other incidents are shown, and only then.
export function followTime(page, ask) {
  let asked = "{}";
  page.addEventListener("shown", () => {
    const now = JSON.stringify(page.asked);
    if (now === asked) return;
    asked = now;
    ask();
  });
}
