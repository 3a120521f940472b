// Tells how far work on an upload has come, and shows the page anew when it is done.
"use strict";

const box = document.getElementById("progress");

async function look() {
  const answer = await fetch(box.dataset.progress).catch(() => null);
  if (answer && !answer.ok) return location.reload();
  const state = answer && (await answer.json());
  if (state && !state.isBusy) return location.reload();
  if (state) document.getElementById("progress-words").textContent = state.words;
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
