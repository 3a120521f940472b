// What was typed and not yet sent is kept in this tab under "draft:…"; nothing of it stays when the person signs out.
"use strict";

document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/sign-out")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
});
