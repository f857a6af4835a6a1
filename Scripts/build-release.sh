#!/usr/bin/env bash
# Builds programs as users get them: build-release.sh PRODUCT ...
#
# Swift's own libraries are linked in: the programs start in two thirds of the time, and run where no Swift is installed. Symbols, which are
# two thirds of a program's size, are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
for product in "$@"; do swift build --configuration release --static-swift-stdlib -Xlinker -s --product "$product"; done
