// Keeps what is typed in this tab until it is saved, so that neither a closed lid nor a lost line takes it.
// Kept under "draft:…", of which nothing stays when the person signs out.

const SENT = "draft:sent", SAVED = "#saved";
const plain = (text) => text.split(/\r\n?|\n/).map((line) => line.replace(/\s+/g, " ").trim()).join("\n").trim();
const keyOf = (name, field) => `draft:${name}#${field.name}`;

// The page after a saving, "…#saved", may be of another name than the one that was written in.
function forgetSent(fields) {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (location.hash !== SAVED) return;
  for (const field of fields) sessionStorage.removeItem(keyOf(sent, field));
  history.replaceState(history.state, "", location.pathname + location.search);
}

function tell(form, field, saved, forget) {
  const told = Object.assign(document.createElement("p"), { className: "message restored" });
  told.setAttribute("role", "status");
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: form.dataset.drop });
  drop.addEventListener("click", () => {
    field.value = saved;
    forget();
    told.remove();
    field.focus();
  });
  told.append(form.dataset.restored, " ", drop);
  field.before(told);
}

// `name` tells what is written in, so that nothing of one shows in another. A form with data-unsaved was refused: its
// boxes hold what was typed, which is kept on.
export function keepTyped(form, name) {
  const fields = [...form.querySelectorAll("[data-keep]")];
  forgetSent(fields);
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, name));
  for (const field of fields) {
    const key = keyOf(name, field), saved = field.value, kept = sessionStorage.getItem(key);
    const forget = () => sessionStorage.removeItem(key);
    if (kept !== null && plain(kept) !== plain(saved)) {
      field.value = kept;
      tell(form, field, saved, forget);
    } else if (!("unsaved" in form.dataset)) forget();
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  }
}

export const forgetTyped = (name, field) => sessionStorage.removeItem(keyOf(name, field));
