// What was typed and not yet sent is kept in this tab under "draft:…"; nothing of it stays when the person signs out.
// What waits on a phone stays for the one who typed it, who is asked first; the kept copy of the page goes.
"use strict";

document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/sign-out")) return;
  const waiting = Number(localStorage.getItem("report-waiting") ?? 0);
  if (waiting && !confirm(event.target.dataset.waiting.replace("{count}", waiting))) {
    event.preventDefault();
    return;
  }
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
  globalThis.caches?.delete("report-page");
});
