// Keys that work on every page: "/" goes to the search box, "n" to a new incident, "?" shows the keys.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("dialog")) target.showModal();
  else if (target.matches("input, select, textarea")) target.focus();
  else {
    if (target.matches("summary")) target.focus(); // what it opens is read next, wherever the page was scrolled to
    target.click();
  }
});
