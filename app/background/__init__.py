"""What the map is drawn on: a file of map tiles, a service elsewhere, or nothing but shore and districts."""
