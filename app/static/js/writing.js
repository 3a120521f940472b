// Keeps what is typed in this tab until it is saved, so that neither a closed lid nor a lost line takes it.
// Kept under "draft:…", of which nothing stays when the person signs out.
"use strict";

{
  const form = document.getElementById("desk");
  const key = (field) => `draft:${location.pathname}#${field.name}`;
  const plain = (text) => text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+$/gm, "").trim();

  const tell = (field, saved) => {
    const told = document.createElement("p");
    told.className = "message restored";
    told.setAttribute("role", "status");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "quiet";
    drop.textContent = form.dataset.drop;
    drop.addEventListener("click", () => {
      field.value = saved;
      sessionStorage.removeItem(key(field));
      told.remove();
      field.focus();
    });
    told.append(form.dataset.restored, " ", drop);
    field.before(told);
  };

  for (const field of form.querySelectorAll("[data-keep]")) {
    const saved = field.value;
    const kept = sessionStorage.getItem(key(field));
    if (kept !== null && plain(kept) === plain(saved)) sessionStorage.removeItem(key(field));
    else if (kept !== null) {
      field.value = kept;
      tell(field, saved);
    }
    field.addEventListener("input", () => sessionStorage.setItem(key(field), field.value));
  }

  // Who takes a suggestion over wants it instead of what they typed.
  for (const button of form.querySelectorAll('[name^="take_"]')) {
    const field = form.elements[button.name.slice("take_".length)];
    button.addEventListener("click", () => sessionStorage.removeItem(key(field)));
  }
}
