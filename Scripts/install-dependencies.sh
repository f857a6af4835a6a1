#!/usr/bin/env bash
# Installs the Debian packages that Martlet is built on. Quick, and silent, when they are all there.
#
#     Scripts/install-dependencies.sh [PACKAGE ...]     with further packages that one task needs
set -euo pipefail

packages=(zlib1g-dev libpcre2-dev libedit-dev pkg-config "$@")

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system: install the equivalents of ${packages[*]} by hand." >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

command=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo)
else
    echo "Martlet needs Debian packages that are not installed. Run this, then try again:" >&2
    echo "    sudo apt-get update && sudo ${command[*]}" >&2
    exit 1
fi

echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" "${command[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
