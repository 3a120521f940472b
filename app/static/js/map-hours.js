// The hours of the week: one stop for the keyboard, arrows within, and a block of hours by dragging.

const REMEMBERED = "hours-focus";
const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function addHours() {
  const form = document.getElementById("map-hours");
  if (!form) return;
  const table = form.querySelector(".hours");
  // Rows and columns with their heads; in the corner there is nothing.
  const rows = [...table.querySelectorAll("[role=row]")].map((row) => [...row.children].map((cell) => cell.querySelector("button")));
  form.parentElement.querySelector(".hours-keys").hidden = false;
  addRoving(table, rows);
  addDragging(form, rows);
  form.addEventListener("submit", ({ submitter }) => {
    form.action = location.pathname + location.hash; // the map's view stays
    sessionStorage.setItem(REMEMBERED, JSON.stringify(placeOf(rows, submitter)));
  });
  const place = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "null");
  sessionStorage.removeItem(REMEMBERED);
  if (place) rows[place[0]][place[1]].focus();
}

function placeOf(rows, button) {
  const row = rows.findIndex((buttons) => buttons.includes(button));
  return [row, rows[row].indexOf(button)];
}

function addRoving(table, rows) {
  const buttons = rows.flat().filter(Boolean);
  const stopAt = (stop) => buttons.forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
  stopAt(buttons.find((button) => button.matches("[role=cell] > [aria-pressed=true]")) ?? rows[1][1]);
  table.addEventListener("focusin", ({ target }) => stopAt(target));
  table.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    const isTurned = getComputedStyle(table).gridAutoFlow.startsWith("column"); // on a narrow screen days stand beside each other
    const [down, right] = isTurned ? [...step].reverse() : step;
    const [row, column] = placeOf(rows, event.target);
    rows[row + down]?.[column + right]?.focus();
  });
}

// By mouse alone: a finger that moves scrolls the page.
function addDragging(form, rows) {
  let [from, to] = [null, null];
  const block = () => {
    const [top, bottom] = [from[0], to[0]].sort((a, b) => a - b);
    const [left, right] = [from[1], to[1]].sort((a, b) => a - b);
    return rows.slice(top, bottom + 1).flatMap((row) => row.slice(left, right + 1));
  };
  const show = () => rows.flat().forEach((button) => button?.classList.toggle("dragged", Boolean(from) && block().includes(button)));
  form.addEventListener("pointerdown", ({ target, pointerType, button }) => {
    const cell = target.closest("[role=cell] > button");
    if (cell && pointerType === "mouse" && button === 0) from = to = placeOf(rows, cell);
  });
  form.addEventListener("pointerover", ({ target }) => {
    const cell = from && target.closest("[role=cell] > button");
    if (!cell) return;
    to = placeOf(rows, cell);
    show();
  });
  window.addEventListener("pointerup", () => {
    const isBlock = from !== null && (from[0] !== to[0] || from[1] !== to[1]);
    const chosen = isBlock && hoursWith(rows, block(), from);
    from = null;
    show();
    if (chosen === false) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "hours", value: chosen });
    form.append(field);
    form.action = location.pathname + location.hash;
    form.submit();
  });
}

// What is chosen already with the block, or without it where dragging began on a chosen hour.
function hoursWith(rows, block, [row, column]) {
  const isAdded = rows[row][column].ariaPressed !== "true";
  const chosen = [];
  rows.slice(1).forEach((cells, day) =>
    cells.slice(1).forEach((button, hour) => {
      if (block.includes(button) ? isAdded : button.ariaPressed === "true") chosen.push(24 * day + hour);
    }),
  );
  return chosen.join(",");
}
