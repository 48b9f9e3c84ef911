#!/bin/sh
# The gold articles and probes still reach their bars: tests/gold.sh CASUS. Skipped (77) where ../shared/gold is not.
set -u
casus=$1
gold=../shared/gold
[ -d "$gold/articles" ] || { echo "skipped: no $gold here"; exit 77; }
failed=0
bar() { # bar F1 NAME FILES...
    min=$1 name=$2
    shift 2
    "$casus" check --min-f1 "$min" "$@" >/tmp/casus-gold.$$ 2>&1 || failed=1
    echo "$name (at least $min):"
    grep -E '^(events|quotes|records)' /tmp/casus-gold.$$
    rm -f /tmp/casus-gold.$$
}
bar 0.70 specimen "$gold/articles/d00-sung-kim.json"
bar 0.35 "other articles" $(ls "$gold"/articles/*.json | grep -v d00-)
bar 0.65 probes "$gold/probes-dev.jsonl"
exit $failed
