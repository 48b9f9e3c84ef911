#!/bin/sh
# Installs what the build needs, where it is missing: tools/install_deps.sh [build] [test] [lint] [coverage]
# Only Debian's packages, without questions, by sudo unless root. CASUS_NO_INSTALL=1 names what is missing and stops.
set -eu

need=
want() { case " $need " in *" $1 "*) ;; *) need="$need $1" ;; esac; }
has() { command -v "$1" >/dev/null 2>&1; }
header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]; }

for part in "${@:-build}"; do
    case $part in
    build | test)
        has gcc || has clang || want gcc
        has ld || want binutils
        [ -e /usr/include/stdlib.h ] || want libc6-dev
        has meson || want meson
        has ninja || want ninja-build
        has python3 || want python3
        [ "$part" = build ] || [ -d /usr/lib/python3/dist-packages/numpy ] || want python3-numpy # for tests/twin_test.py
        has pkg-config || want pkg-config
        has scdoc || want scdoc
        header cmocka.h || want libcmocka-dev
        header jansson.h || want libjansson-dev
        [ -e /usr/share/unicode/UnicodeData.txt ] || want unicode-data
        ;;
    lint)
        has clang-tidy || want clang-tidy
        has clang-format || want clang-format
        has cppcheck || want cppcheck
        ;;
    coverage)
        has gcovr || has lcov || want gcovr
        has gcc || want gcc
        ;;
    *)
        echo "install_deps.sh: no such part: $part" >&2
        exit 2
        ;;
    esac
    if [ "$part" = test ]; then
        has gcc || want gcc
        has clang || want clang
        # libFuzzer and the sanitizers of clang are a package of their own in some releases
        if has clang && has apt-cache && ! [ -e "$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a)" ] && [ "$(uname -m)" = x86_64 ]; then
            rt="libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
            if apt-cache show "$rt" >/dev/null 2>&1; then want "$rt"; fi
        fi
    fi
done

[ -n "$need" ] || exit 0
if [ -n "${CASUS_NO_INSTALL:-}" ] || ! has apt-get; then
    echo "casus needs these Debian packages, or what your system calls them:$need" >&2
    exit 1
fi
root=
if [ "$(id -u)" != 0 ]; then
    if ! has sudo; then
        echo "casus needs these packages, please install them:$need" >&2
        exit 1
    fi
    root=sudo
fi
echo "installing:$need" >&2
export DEBIAN_FRONTEND=noninteractive
# the lists may be older than the archive, or absent: refresh them once if the first try fails
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $need >&2 </dev/null || {
    $root apt-get update -q >&2 </dev/null
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $need >&2 </dev/null
}
# a compiler that has just come may want its runtime library: look once more
if [ -z "${CASUS_DEPS_AGAIN:-}" ]; then CASUS_DEPS_AGAIN=1 exec "$0" "$@"; fi
