#!/bin/sh
# The examples give exactly the records in tests/golden/: tests/golden.sh CASUS. UPDATE=1 (or `make golden`) writes them anew;
# read the difference before you commit it.
set -eu
casus=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
for article in examples/*.txt examples/*.html; do
    name=$(basename "$article")
    date=$(echo "$name" | sed -n 's/^\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\).*/\1/p')
    # the name of the coder carries the checksum of the data file, which every new table changes
    "$casus" code --format jsonl --emit events,statements --date "$date" "$article" | sed 's/"coder":"[^"]*"/"coder":"casus"/' >"$tmp/out"
    golden=tests/golden/$name.jsonl
    if [ -n "${UPDATE:-}" ]; then
        cp "$tmp/out" "$golden"
        echo "wrote $golden"
    elif cmp -s "$tmp/out" "$golden"; then
        echo "same: $golden"
    else
        echo "DIFFERENT: $golden (make golden accepts it)"
        diff "$golden" "$tmp/out" || true
        failed=1
    fi
done
exit $failed
