#!/bin/sh
# Sees to it that the product can open its embedded database, SQLite with SpatiaLite.
set -eu

opens() {
    .venv/bin/python -c 'from app.db import Database; Database("sqlite://").engine.connect().close()'
}

opens 2>/dev/null || { scripts/install-system.sh spatialite && opens; }
