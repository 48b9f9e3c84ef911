#!/bin/sh
# The same bytes come out whatever the threads, the kernel, the allocator, the locale and the folder: tests/determinism.sh CASUS [FILE...]
set -eu
casus=$1
shift
[ $# -gt 0 ] || set -- examples/*.txt examples/*.html tests/golden/*.txt
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
files=
for f in "$@"; do if [ -f "$f" ]; then files="$files $f"; fi; done

# several copies under other names, so that threads have something to overtake each other with
for k in 1 2 3 4; do
    mkdir "$tmp/$k"
    for f in $files; do cp "$f" "$tmp/$k/$k-$(basename "$f")"; done
done

# code THREADS [VARIABLE=VALUE...]
code() {
    threads=$1
    shift
    env "$@" "$casus" code --format jsonl --date 2023-06-14 --threads "$threads" "$tmp"/*/*
}
code 1 >"$tmp/base.jsonl"
[ -s "$tmp/base.jsonl" ] || { echo "no events to compare"; exit 1; }
failed=0
# same LABEL THREADS [VARIABLE=VALUE...]
same() {
    label=$1
    shift
    code "$@" >"$tmp/other.jsonl"
    if cmp -s "$tmp/base.jsonl" "$tmp/other.jsonl"; then
        echo "same: $label"
    else
        echo "DIFFERENT: $label"
        diff "$tmp/base.jsonl" "$tmp/other.jsonl" | head -n 6
        failed=1
    fi
}
same "8 threads" 8
same "3 threads" 3
same "portable kernel" 1 CASUS_KERNEL=portable
for kernel in avx2 vnni amx neon dotprod; do
    if CASUS_KERNEL=$kernel "$casus" --version >/dev/null 2>&1; then same "$kernel kernel" 1 "CASUS_KERNEL=$kernel"; fi
done
same "plain malloc" 1 CASUS_ARENA=0
same "memory that is not zero" 1 CASUS_ARENA=0 MALLOC_PERTURB_=165
same "another locale and time zone" 1 LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo
exit $failed
