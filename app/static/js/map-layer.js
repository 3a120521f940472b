// Reads the packed columns of /map/incidents.json; app/maps/rules.py writes them.

const FIRST_SIGN = 48; // "0"
const BITS = 5;

const code = (text, place) => text.charCodeAt(place) - FIRST_SIGN;

export async function fetchMarks(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return unpack(await answer.json());
}

// Gives an array of { id, lon, lat, kind, precision }.
export function unpack(columns) {
  const { scale, origin, width, kinds, precisions, at } = columns;
  const number = (place) => {
    let value = 0;
    for (let sign = place * width; sign < (place + 1) * width; sign += 1) value = value * 2 ** BITS + code(at, sign);
    return value;
  };
  let id = 0;
  return columns.id.map((step, i) => ({
    id: (id += step),
    lon: (origin[0] + number(2 * i)) / scale,
    lat: (origin[1] + number(2 * i + 1)) / scale,
    kind: kinds[code(columns.kind, i)],
    precision: precisions[code(columns.precision, i)],
  }));
}
