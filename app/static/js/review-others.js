// What others do with the same report meanwhile is shown here, but for the draft that somebody is typing in.
const EVERY = 4000;

export function watchOthers({ base, drafts, queue, editor, byOther, told }) {
  async function look() {
    if (document.hidden || queue.ops.length) return;
    try {
      const answer = await fetch(`${base}/state.json`);
      if (!answer.ok || answer.redirected) return;
      const now = await answer.json();
      const changed = Object.keys(now).filter((id) => drafts.card(id)?.dataset.version !== now[id] && !queue.has(id));
      const isDirty = drafts.active && (editor?.isInUse || Object.keys(editor?.changes() ?? {}).length);
      const wanted = changed.filter((id) => !(isDirty && id === drafts.active.dataset.draft));
      if (!wanted.length && Object.keys(now).length === drafts.all.length) return;
      const news = await (await fetch(`${base}/pieces.json?drafts=${wanted.join(",")}`)).json();
      told({ ...news, said: news.by ?? byOther }, { what: "look", form: {} });
    } catch { /* the line is down: the next look may succeed */ }
  }

  setInterval(look, EVERY);
}

// What was shown at once of a card is not so: ask how it is.
export async function lookAt(base, card, told) {
  const news = await fetch(`${base}/pieces.json?drafts=${card.dataset.draft}`);
  if (news.headers.get("Content-Type")?.includes("json")) told({ ...(await news.json()), said: "" }, { what: "look", form: {} });
}
