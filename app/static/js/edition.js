// On a phone an edition's sections are folded but for what it says and what surely changed: a heading opens its own.
const small = window.matchMedia("(max-width: 720px)");
const READ_AT_ONCE = ["part-summary", "part-changes", "part-decisions"];

function fold(section) {
  const heading = section.querySelector("h2");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "unfold";
  button.append(...heading.childNodes);
  heading.append(button);
  show(section, false);
  button.addEventListener("click", () => show(section, section.classList.contains("folded")));
}

function show(section, isOpen) {
  section.classList.toggle("folded", !isOpen);
  section.querySelector(".unfold").setAttribute("aria-expanded", String(isOpen));
}

// What a link leads to has to be there before the browser looks for it.
function openTarget(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  const section = target && target.closest(".folded");
  if (section) {
    show(section, true);
    target.scrollIntoView();
  }
}

if (small.matches) {
  for (const section of document.querySelectorAll(".edition > .part")) {
    if (!READ_AT_ONCE.some((name) => section.classList.contains(name))) fold(section);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) openTarget(link.hash);
  });
  openTarget(location.hash);
}
