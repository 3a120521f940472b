#!/bin/sh
# Installs what the tests need beside the product: PostGIS, a mail server, a browser and an office. Where that may not
# be, the tests concerned are skipped and say so; with CI=true it is a failure.
set -eu

has_postgis() {
    for control in /usr/share/postgresql/*/extension/postgis.control /usr/share/pgsql/extension/postgis.control \
        /opt/homebrew/share/postgresql*/extension/postgis.control; do
        [ ! -e "$control" ] || return 0
    done
    return 1
}

has_imap() {
    { PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin command -v dovecot && command -v openssl; } >/dev/null
}

has_browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        [ -x /Applications/Chromium.app/Contents/MacOS/Chromium ]
}

has_office() {
    command -v soffice >/dev/null || [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]
}

missing=""
has_postgis || missing="postgis"
has_imap || missing="$missing imap"
has_browser || missing="$missing chromium"
has_office || missing="$missing office"
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # a list of words
scripts/install-system.sh $missing || [ "${CI:-}" != true ]
