#!/bin/sh
# Says which lines of src/ the tests have reached, file by file: coverage.sh BUILD_DIR, after its tests have run.
set -eu
cd "$(dirname "$0")/.."
if command -v gcovr >/dev/null 2>&1; then
    gcovr --root . --filter 'src/' "$1"
else
    lcov --quiet --capture --directory "$1" --output-file "$1/coverage.info"
    lcov --quiet --extract "$1/coverage.info" "$PWD/src/*" --output-file "$1/coverage.info"
    lcov --list "$1/coverage.info"
fi
