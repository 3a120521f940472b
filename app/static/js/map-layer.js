// Reads the packed columns of /map/incidents.json; app/maps/rules.py writes them.

const FIRST_SIGN = 48; // "0"
const BITS = 5;

const code = (text, place) => text.charCodeAt(place) - FIRST_SIGN;

export async function fetchMarks(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return unpack(await answer.json());
}

// Gives an array of { id, lon, lat, kind, precision, certainty, hour, touched }; `hour`: on local clocks since 1970.
export function unpack(columns) {
  const { scale, origin, width, kinds, precisions, certainties, first, hours } = columns;
  const number = (text, place, signs) => {
    let value = 0;
    for (let sign = place * signs; sign < (place + 1) * signs; sign += 1) value = value * 2 ** BITS + code(text, sign);
    return value;
  };
  let id = 0;
  return columns.id.map((step, i) => ({
    id: (id += step),
    lon: (origin[0] + number(columns.at, 2 * i, width)) / scale,
    lat: (origin[1] + number(columns.at, 2 * i + 1, width)) / scale,
    kind: kinds[code(columns.kind, i)],
    precision: precisions[code(columns.precision, i)],
    certainty: certainties[code(columns.certainty, i)],
    hour: first + number(columns.hour, i, hours),
    touched: code(columns.touched, i),
  }));
}
