// The links of "Ta med" take what is shown: the time of the slider, and the part of the map in view where that is asked.
import { boxInView } from "./map-rows.js";

export function takeAway(page) {
  const menu = document.getElementById("take");
  if (!menu) return;
  const inView = document.getElementById("take-in-view");
  inView.closest("[hidden]").hidden = false;
  const links = [...menu.querySelectorAll("a")].map((link) => [link, link.getAttribute("href")]);

  function update() {
    const view = inView.checked ? { bbox: boxInView(page.map) } : {};
    for (const [link, address] of links) link.href = page.address(address, view);
  }

  page.map.on("moveend", update);
  page.addEventListener("shown", update);
  inView.addEventListener("change", update);
  menu.addEventListener("toggle", update);
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  update();
}
