// The small map on an incident's page.
import { SmallMap } from "./small-map.js";

const container = document.getElementById("small-map");
const { lon, lat, precision } = container.dataset;
new SmallMap(container).mark(Number(lat), Number(lon), { isAbout: precision === "place" });
