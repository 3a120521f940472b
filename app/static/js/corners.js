// A corner as somebody writes it on a line.
const [NORTH, EAST] = [[54, 70], [9, 26]]; // degrees, as geo/corners.py

// [lat, lon] of a line in degrees, whichever comes first; null for any other.
export function readCorner(line) {
  const found = line.trim().match(/^[([]?(-?\d{1,3}(?:[.,]\d+)?)(?:\s*[,;]\s*|\s+)(-?\d{1,3}(?:[.,]\d+)?)[)\]]?$/);
  if (!found) return null;
  const [one, other] = found.slice(1).map((part) => Number(part.replace(",", ".")));
  if (isWithin(one, NORTH) && isWithin(other, EAST)) return [one, other];
  return isWithin(other, NORTH) && isWithin(one, EAST) ? [other, one] : null;
}

function isWithin(number, [least, most]) {
  return number >= least && number <= most;
}
