#!/bin/sh
# Runs every suite and closes with one line, "N passed, N failed" (", N skipped"), summed over Meson's own logs:
# the release build with all suites, a build under ASan and UBSan with the unit and golden tests, and a short run of the fuzzers.
# The exit status is 0 only if nothing failed. Logs: build*/meson-logs/testlog.txt.
set -u
cd "$(dirname "$0")/.."
passed=0 failed=0 skipped=0

# suite BUILD_DIR MESON_TEST_ARGS...: builds the folder by its Makefile rule, tests it, adds up its log
suite() {
    dir=$1
    shift
    echo
    echo "== $dir"
    log=$dir/meson-logs/testlog.txt
    rm -f "$log"
    if ! { make -s "$dir/build.ninja" && meson compile -C "$dir"; } >"/tmp/casus-build.$$" 2>&1; then
        cat "/tmp/casus-build.$$"
        rm -f "/tmp/casus-build.$$"
        echo "$dir does not build"
        failed=$((failed + 1))
        return
    fi
    rm -f "/tmp/casus-build.$$"
    meson test -C "$dir" --no-rebuild --print-errorlogs "$@"
    status=$?
    [ -f "$log" ] || { failed=$((failed + 1)); return; }
    count() { sed -n "s/^$1: *\([0-9][0-9]*\).*/\1/p" "$log" | awk '{ n += $1 } END { print n + 0 }'; }
    bad=$(($(count Fail) + $(count 'Unexpected Pass') + $(count Timeout)))
    [ $status -eq 0 ] || [ $bad -gt 0 ] || bad=1
    passed=$((passed + $(count Ok) + $(count 'Expected Fail')))
    failed=$((failed + bad))
    skipped=$((skipped + $(count Skipped)))
}

suite build
suite build-asan --suite unit --suite golden --timeout-multiplier 10
if printf 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return p == 0 && n > 0; }' |
    clang -x c -fsanitize=fuzzer,address,undefined - -o "/tmp/casus-fuzz.$$" 2>/dev/null; then
    suite build-fuzz
else
    echo
    echo "== build-fuzz: skipped, no clang with libFuzzer here"
    skipped=$((skipped + 1))
fi
rm -f "/tmp/casus-fuzz.$$"

count="$passed passed, $failed failed"
[ $skipped -eq 0 ] || count="$count, $skipped skipped"
mkdir -p build
echo "$count" >build/test-count
echo
echo "$count"
[ $failed -eq 0 ]
