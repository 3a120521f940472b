// Suggestions of what may be the same incident: Alt+S merges with the first, and a key held down decides nothing.
document.querySelector("[data-alt-s]")?.setAttribute("aria-keyshortcuts", "Alt+S");
document.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyS" || event.repeat) return;
  const merge = document.querySelector("[data-alt-s]");
  if (!merge) return;
  event.preventDefault();
  merge.click();
});
