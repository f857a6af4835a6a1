#!/usr/bin/env bash
# Builds and runs the benchmarks: run.sh [NAME ...]   (no name: all)
set -euo pipefail
cd "$(dirname "$0")/.."
echo "Building the benchmarks (the first build takes a few minutes)"
Scripts/build-release.sh martlet-benchmarks martlet
exec .build/release/martlet-benchmarks "$@"
