// Very many incidents: fetches the vector tiles in view, and gives marks and groups of them as Supercluster would.
import { PbfReader } from "../vendor/vector-tile/pbf.js";
import { VectorTile } from "../vendor/vector-tile/vector-tile.js";
import { asCount, asMarkOrGroup } from "./map-cells.js";
import { addCounts } from "./map-marks.js";

const { Supercluster } = window;
const FURTHER = 1; // a tile is drawn 512 pixels wide, so it is one of the zoom level before
const FINER = 3; // cells are tiles so many levels further on, as app/tiles/rules.py says
const MOST_CELLS = 24; // that a group may be asked about
const BESIDE = 0.1; // how far beyond the view's edge incidents are fetched, as part of its width

export class Tiles extends EventTarget {
  #fetched = new Map();
  #loaded = null;
  #group = null;
  #asked = 0;
  #args = "{}";
  #leaving = new AbortController();

  // `radius`: pixels within which incidents are drawn as one; `tiles` and `members`: addresses, see index.html.
  constructor(map, radius, { tiles, members }) {
    super();
    Object.assign(this, { map, radius, addresses: { tiles, members } });
    this.follow = () => this.update();
    map.on("moveend", this.follow);
  }

  // Nothing more is fetched, and what is under way is not waited for.
  stop() {
    this.map.off("moveend", this.follow);
    this.#asked += 1;
    this.#leaving.abort();
  }

  // Fetches what is missing in view, with other arguments of the filter if such are given; then tells "ready".
  async update(args = null) {
    if (args && this.#args !== JSON.stringify(args)) {
      this.#args = JSON.stringify(args);
      this.#fetched.clear();
      this.#leaving.abort(); // a slider that is drawn along asks for much that nobody waits for
      this.#leaving = new AbortController();
    }
    const number = (this.#asked += 1);
    const zoom = Math.round(this.map.getZoom());
    const wanted = this.#inView(zoom - FURTHER);
    try {
      const tiles = await Promise.all(wanted.map((tile) => this.#tile(tile)));
      if (number !== this.#asked) return; // the map has been moved on meanwhile
      for (const tile of this.#fetched.keys()) if (!wanted.includes(tile)) this.#fetched.delete(tile);
      this.#load(zoom, tiles.flat());
      this.dispatchEvent(new Event("ready"));
    } catch (error) {
      if (number !== this.#asked) return;
      this.dispatchEvent(new Event("failed"));
      throw error;
    }
  }

  // What was loaded last is shown, also on the way to another zoom level, until the tiles there have come.
  getClusters(box) {
    if (!this.#loaded) return [];
    const { index, zoom } = this.#loaded;
    return index.getClusters(box, zoom).map(asMarkOrGroup);
  }

  async getClusterExpansionZoom(id) {
    const { zoom } = this.#loaded;
    const { bounds } = await this.#members(id);
    const [west, south, east, north] = bounds;
    const from = this.map.project([south, west], zoom);
    const size = this.map.project([north, east], zoom).subtract(from);
    const apart = Math.max(Math.abs(size.x), Math.abs(size.y));
    return apart ? zoom + Math.max(1, Math.ceil(Math.log2(this.radius / apart))) : Infinity;
  }

  async getLeaves(id, most) {
    const { ids } = await this.#members(id);
    return ids.slice(0, most).map((each) => ({ properties: { id: each } }));
  }

  // Asked for once, for whoever opens a group wants to know both how far apart they lie and who they are.
  #members(id) {
    if (this.#group?.id !== id || this.#group.loaded !== this.#loaded) {
      this.#group = { id, loaded: this.#loaded, members: this.#find(id) };
      this.#group.members.catch(() => (this.#group = null));
    }
    return this.#group.members;
  }

  // The incidents of a group: those known here, and those that the server has counted only.
  async #find(id) {
    const points = this.#pointsOf(id);
    const cells = points.filter(({ properties }) => properties.cell).map(({ properties }) => properties.cell);
    const known = points.filter(({ properties }) => !properties.cell);
    const places = points.map(({ geometry }) => geometry.coordinates);
    const found = { ids: known.map(({ properties }) => properties.id), bounds: around(places) };
    if (!cells.length) return found;
    const answer = await fetch(this.#address("members", cells.slice(0, MOST_CELLS).map((cell) => ["cell", cell])));
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    const { ids, bounds } = await answer.json();
    const [west, south, east, north] = bounds;
    if (west === null) return found; // they have gone meanwhile
    return { ids: [...found.ids, ...ids], bounds: around([...places, [west, south], [east, north]]) };
  }

  #pointsOf(id) {
    const { index, points } = this.#loaded;
    return id < 0 ? [points[-id - 1]] : index.getLeaves(id, Infinity);
  }

  #inView(zoom) {
    const view = this.map.getBounds().pad(BESIDE);
    const side = 2 ** zoom;
    const [left, top] = this.#column(view.getNorthWest(), zoom);
    const [right, bottom] = this.#column(view.getSouthEast(), zoom);
    const tiles = [];
    for (let x = Math.max(left, 0); x <= Math.min(right, side - 1); x += 1)
      for (let y = Math.max(top, 0); y <= Math.min(bottom, side - 1); y += 1) tiles.push(`${zoom}/${x}/${y}`);
    return tiles;
  }

  #column(place, zoom) {
    const at = this.map.options.crs.latLngToPoint(place, zoom).divideBy(256).floor();
    return [at.x, at.y];
  }

  #tile(tile) {
    if (!this.#fetched.has(tile)) {
      const fetched = this.#fetch(tile);
      this.#fetched.set(tile, fetched);
      fetched.catch(() => this.#fetched.get(tile) === fetched && this.#fetched.delete(tile));
    }
    return this.#fetched.get(tile);
  }

  async #fetch(tile) {
    const address = this.#address("tiles").replace("/0/0/0.mvt", `/${tile}.mvt`);
    const answer = await fetch(address, { signal: this.#leaving.signal });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return decode(await answer.arrayBuffer(), ...tile.split("/").map(Number));
  }

  #address(name, more = []) {
    const address = new URL(this.addresses[name], location.href);
    for (const [key, value] of Object.entries(JSON.parse(this.#args))) address.searchParams.set(key, value);
    for (const [key, value] of more) address.searchParams.append(key, value);
    return address.pathname + address.search;
  }

  #load(zoom, features) {
    const points = features.map((feature, place) => ({ ...feature, properties: { ...feature.properties, place } }));
    const options = { radius: this.radius, extent: 256, minZoom: zoom, maxZoom: zoom, map: asCount, reduce: addCounts };
    const index = new Supercluster(options).load(points);
    this.#loaded = { zoom, index, points };
  }
}

// A tile's marks and cells as points of GeoJSON.
export function decode(buffer, z, x, y) {
  const { layers } = new VectorTile(new PbfReader(buffer));
  const all = ["incidents", "cells"].filter((name) => layers[name]);
  return all.flatMap((name) =>
    Array.from({ length: layers[name].length }, (_, place) => {
      const feature = layers[name].feature(place);
      const { geometry } = feature.toGeoJSON(x, y, z);
      return { type: "Feature", geometry, properties: name === "cells" ? asCell(feature, z) : asMark(feature, geometry) };
    }),
  );
}

function asMark({ id, properties }, { coordinates: [lon, lat] }) {
  return { id, lon, lat, ...properties };
}

function asCell({ properties }, z) {
  const { x, y, ...told } = properties;
  return { ...told, cell: `${z + FINER}/${x}/${y}` };
}

function around(places) {
  const [lons, lats] = [0, 1].map((part) => places.map((place) => place[part]));
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
