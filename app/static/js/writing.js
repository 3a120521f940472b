// The desk of an edition: what is typed is kept in this tab until it is saved.
import { forgetTyped, keepTyped } from "./typed.js";

const form = document.getElementById("desk"), name = location.pathname;
keepTyped(form, name);

// Who takes a suggestion over wants it instead of what they typed.
for (const button of form.querySelectorAll('[name^="take_"]')) {
  const field = form.elements[button.name.slice("take_".length)];
  button.addEventListener("click", () => forgetTyped(name, field));
}
