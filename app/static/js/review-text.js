// Places in the report's text: where the caret stands, what is selected, where sentences begin. Counted in characters
// as the server counts them, so that a sign of two units is one.
const length = (text) => [...text].length;

function offsetOf(node, offset) {
  const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!stretch) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : "";
  return Number(stretch.dataset.start) + length(before);
}

// The caret within a passage, or null.
export function caretIn(passage) {
  const selection = getSelection();
  if (!passage || !selection.rangeCount || !passage.contains(selection.anchorNode)) return null;
  return offsetOf(selection.anchorNode, selection.anchorOffset);
}

// What is selected in the report's text as [start, end], or null.
export function selectedIn(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  if (!text.contains(startContainer) || !text.contains(endContainer)) return null;
  const [start, end] = [offsetOf(startContainer, startOffset), offsetOf(endContainer, endOffset)];
  return start === null || end === null || start >= end ? null : [start, end];
}

// No more than fits on a button, cut between words.
function shortened(words, most = 72) {
  if (words.length <= most) return words;
  return `${words.slice(0, most + 1).replace(/\s+\S*$/, "").slice(0, most)} …`;
}

// The sentences of a passage after its first: [{at, words}].
export function sentencesOf(passage) {
  const stretches = [...passage.querySelectorAll("[data-start]")];
  const text = stretches.map((stretch) => stretch.textContent).join("");
  const first = Number(stretches[0].dataset.start);
  return [...text.matchAll(/(?:(?<=[.!?])\s+|\n+\s*)(?=\S)/g)].map((found) => {
    const from = found.index + found[0].length;
    return { at: first + length(text.slice(0, from)), words: shortened(text.slice(from).split("\n")[0]) };
  }).filter(({ words }) => words.trim());
}
