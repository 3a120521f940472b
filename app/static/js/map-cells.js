// Cells that the server has counted, among marks: what Supercluster is told of them, and what it gives of them.
import { COUNT } from "./map-marks.js";

// Counts stand side by side in one flat object, for that is what Supercluster copies.
export function asCount({ kind, cell, number, ...told }) {
  if (!cell) return { number: 1, [COUNT + kind]: 1 };
  return { number, ...Object.fromEntries(Object.entries(told).filter(([key]) => key.startsWith(COUNT))) };
}

export function asMarkOrGroup(feature) {
  const { properties } = feature;
  if (!properties.cluster && !properties.cell) return feature;
  const { number, place } = properties;
  const group = { ...properties, cluster: true, point_count: number, point_count_abbreviated: abbreviated(number) };
  return { ...feature, id: properties.cluster ? feature.id : -place - 1, properties: group };
}

// As Supercluster writes them.
function abbreviated(number) {
  if (number >= 10000) return `${Math.round(number / 1000)}k`;
  return number >= 1000 ? `${Math.round(number / 100) / 10}k` : number;
}
