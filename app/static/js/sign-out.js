// What was typed and not yet sent is kept under "draft:…", in this tab or, of the phone form, in the browser; nothing of
// it stays when the person signs out.
// What waits on a phone stays for the one who typed it, who is asked first; the kept copy of the page goes.
"use strict";

document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/sign-out")) return;
  const waiting = Number(localStorage.getItem("report-waiting") ?? 0);
  if (waiting && !confirm(event.target.dataset.waiting.replace("{count}", waiting))) {
    event.preventDefault();
    return;
  }
  for (const kept of [sessionStorage, localStorage]) {
    for (const key of Object.keys(kept)) if (key.startsWith("draft:")) kept.removeItem(key);
  }
  globalThis.caches?.delete("report-page");
});
