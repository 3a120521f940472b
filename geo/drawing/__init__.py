"""The parts of a drawn map; `geo.static_map` puts them together."""
