#!/bin/sh
# Runs fuzzers. `fuzz.sh FUZZER smoke RUNS`: a fixed number of runs from the seeds, for the tests. `fuzz.sh BUILD_DIR`: every fuzzer of that
# build for FUZZ_SECONDS each; the corpus grows in BUILD_DIR/corpus, a crash is left as BUILD_DIR/crash-*, ready to become a seed.
set -eu
seeds=$(dirname "$0")/../tests/fuzz/seeds
if [ "${2:-}" = smoke ]; then
    corpus=$(mktemp -d)
    trap 'rm -rf "$corpus"' EXIT
    "$1" -runs="${3:-2000}" -seed=1 -max_len=1024 -len_control=0 -timeout=20 -artifact_prefix="$corpus/" "$corpus" "$seeds/$(basename "$1")"
    exit
fi
for fuzzer in "$1"/tests/fuzz/fuzz_*; do
    { [ -f "$fuzzer" ] && [ -x "$fuzzer" ]; } || continue
    name=$(basename "$fuzzer")
    mkdir -p "$1/corpus/$name"
    echo "$name: ${FUZZ_SECONDS:-60} s"
    CASUS_ARENA=0 CASUS_DATA="${CASUS_DATA:-build/en.casus}" "$fuzzer" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=65536 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="$1/" "$1/corpus/$name" "$seeds/$name"
done
