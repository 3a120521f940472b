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
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        ! command -v "$name" >/dev/null || return 0
    done
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
# shellcheck disable=SC2086 # a list of words
[ -z "$missing" ] || scripts/install-system.sh $missing || [ "${CI:-}" != true ]

# A browser with windows does as well, but takes a third longer: Debian's without is asked for once.
tried=.venv/tried-quick-browser
if ! [ -e $tried ] && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    command -v chromium-headless-shell >/dev/null || scripts/install-system.sh chromium 2>/dev/null ||
        echo "chromium-headless-shell was not installed: browser tests take a third longer."
    touch $tried
fi
