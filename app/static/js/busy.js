// A form that takes a while says so, and is not sent twice.
"use strict";

document.addEventListener("submit", (event) => {
  const words = event.target.dataset.busy;
  if (!words) return;
  const button = event.submitter || event.target.querySelector("button");
  // After the form has been read: a disabled button's value would be left out.
  setTimeout(() => { button.disabled = true; button.textContent = words; });
  const status = document.querySelector(".messages");
  if (status) status.insertAdjacentHTML("beforeend", '<p class="message"></p>');
  if (status) status.lastElementChild.textContent = words;
});

// A page brought back by the browser's back button is ready again.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
