#!/bin/sh
# Makes .venv and puts into it exactly what a lock file names. Usage: scripts/python.sh requirements.lock
set -eu

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate && break
    fi
done
[ -n "$python" ] || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2 && exit 1; }

if [ ! -x .venv/bin/pip ]; then
    "$python" -c 'import ensurepip' 2>/dev/null || scripts/install-system.sh venv
    "$python" -m venv .venv
fi
echo "Installing Python packages of $1"
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
