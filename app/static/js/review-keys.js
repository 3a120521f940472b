// The keys of the review. They may be switched off: who speaks to the computer, or types by accident, wants none.
const SWITCH = "review-keys";
const BOXES = { w: "place", t: "when", c: "category", e: "summary" };

export function bindKeys(root, work) {
  const { drafts, editor } = work;
  const plain = {
    Enter: () => work.confirm(),
    ArrowDown: () => drafts.move(1),
    ArrowUp: () => drafts.move(-1),
    Home: () => drafts.activate(drafts.all[0]),
    End: () => drafts.activate(drafts.all.at(-1)),
    Delete: work.leaveOut,
    Backspace: work.leaveOut,
    d: work.split,
    j: work.join,
    g: work.add,
    u: work.undo,
    a: work.sureOnes,
    l: work.learn,
    n: work.signOff,
    s: () => work.decideTwin("merge"),
    i: () => work.decideTwin("apart"),
    r: () => work.act("reopen"),
  };
  for (const [key, name] of Object.entries(BOXES)) plain[key] = () => editor?.open(name);

  const digit = ({ code, shiftKey }) => {
    const found = /^(?:Digit|Numpad)(\d)$/.exec(code);
    const key = found && (shiftKey ? `⇧${found[1]}` : found[1]);
    const button = key && document.querySelector(`.category-key[data-digit="${key}"]`);
    if (button) work.chooseCategory(button.dataset.category);
    return Boolean(button);
  };

  // In a box the keys are letters; Enter is done with it, Escape leaves it.
  const inBox = (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || !editor?.form.contains(target)) return;
    if (key === "Enter" && (event.ctrlKey || event.metaKey || target.tagName === "INPUT")) {
      event.preventDefault();
      work.confirm();
    } else if (key === "Escape") {
      work.giveUp();
      work.drafts.activate(drafts.active);
      editor.close();
    }
  };

  const isOff = () => localStorage.getItem(SWITCH) === "off";
  const box = document.getElementById("keys-on");
  box.checked = !isOff();
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "off")));

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (target.closest("dialog")) return;
    if (target.closest("input, select, textarea") || key === "Escape" && editor?.form.contains(target)) return void inBox(event);
    if (key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void work.undo();
    }
    if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.repeat && key === "Enter") return;
    // Buttons, links and the map have their own Enter and arrows.
    if (target.closest("button, a, summary, .small-map, .sentences") && ["Enter", "ArrowUp", "ArrowDown", " "].includes(key)) return;
    if (target.closest("#report-text") && ["ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return;
    if (digit(event)) event.preventDefault();
    else if (plain[key]) {
      event.preventDefault();
      plain[key]();
    }
  });
}
