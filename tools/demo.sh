#!/bin/sh
# Codes the articles in examples/ and shows the events with the words that prove them.
set -eu
cd "$(dirname "$0")/.."
casus=${CASUS:-build/casus}
for article in examples/*.txt examples/*.html; do
    date=$(basename "$article" | sed -n 's/^\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\).*/\1/p')
    printf '\n$ casus code --date %s %s\n\n' "$date" "$article"
    "$casus" code --format table --date "$date" "$article"
done
