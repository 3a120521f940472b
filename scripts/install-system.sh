#!/bin/sh
# Installs what only the system's package manager can give, where that is allowed; else says which command a person
# can run, and ends with 1. Usage: scripts/install-system.sh venv|spatialite|postgis|imap|chromium|office …
set -eu

postgis_package() { # the one that fits the installed PostgreSQL
    for bin in /usr/lib/postgresql/*/bin/initdb; do newest=$bin; done
    [ -x "$newest" ] || { echo "postgresql postgresql-postgis"; return; }
    major=${newest#/usr/lib/postgresql/}
    echo "postgresql-${major%%/*}-postgis-3"
}

browser_package() { # the same without windows, where Debian has it, takes a third less time
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then echo chromium-headless-shell; else echo chromium; fi
}

debian="" fedora="" macos=""
for need in "$@"; do
    case $need in
    venv) debian="$debian python3-venv" fedora="$fedora python3" macos="$macos python@3.11" ;;
    spatialite) debian="$debian libsqlite3-mod-spatialite" fedora="$fedora libspatialite" macos="$macos libspatialite" ;;
    postgis) debian="$debian $(postgis_package)" fedora="$fedora postgresql-server postgis" macos="$macos postgis" ;;
    imap) debian="$debian dovecot-imapd openssl" fedora="$fedora dovecot openssl" macos="$macos dovecot openssl" ;;
    chromium) debian="$debian $(browser_package)" fedora="$fedora chromium" macos="$macos chromium" ;;
    office)
        debian="$debian libreoffice-writer-nogui libreoffice-impress-nogui"
        fedora="$fedora libreoffice-writer libreoffice-impress" macos="$macos --cask libreoffice"
        ;;
    *) echo "unknown need: $need" >&2 && exit 2 ;;
    esac
done

explain() {
    cat >&2 <<TEXT
Missing on this machine: $*. Install it with one of these commands and start again:
  Debian, Ubuntu:  sudo apt-get install$debian
  Fedora:          sudo dnf install$fedora
  macOS:           brew install$macos
TEXT
    exit 1
}

command -v apt-get >/dev/null || explain "$@"
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    explain "$@"
fi

echo "Installing$debian"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # both are lists of words
{
    $as_root apt-get -qq update &&
        $as_root apt-get -qq install --yes --no-install-recommends $debian >/dev/null
} || explain "$@"
