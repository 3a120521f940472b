#!/bin/sh
# Bring the catalogues up to date with the texts in the code: new texts stand there untranslated, gone ones leave.
set -eu
cd "$(dirname "$0")/.."

texts=$(mktemp)
trap 'rm -f "$texts"' EXIT
.venv/bin/pybabel --quiet extract --mapping-file babel.cfg --no-location --sort-output --output-file "$texts" app
.venv/bin/pybabel --quiet update --input-file "$texts" --output-dir app/translations \
  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
.venv/bin/pybabel compile --directory app/translations --statistics
