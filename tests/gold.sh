#!/bin/sh
# Coded texts still reach their bars: tests/gold.sh CASUS. Our own short ones (tests/gold/) always, the gold articles and probes where ../shared/gold is.
set -u
casus=$1
gold=../shared/gold
failed=0
bar() { # bar F1 NAME FILES...
    min=$1 name=$2
    shift 2
    "$casus" check --min-f1 "$min" "$@" >/tmp/casus-gold.$$ 2>&1 || failed=1
    echo "$name (at least $min):"
    grep -E '^(events|quotes|records)' /tmp/casus-gold.$$
    rm -f /tmp/casus-gold.$$
}
bar 0.85 "sentences of our own" tests/gold/sentences.jsonl
bar 0.62 "articles of our own" tests/gold/articles.jsonl
[ -d "$gold/articles" ] || { echo "skipped the rest: no $gold here"; exit $failed; }
bar 0.70 specimen "$gold/articles/d00-sung-kim.json"
bar 0.60 "other articles" $(ls "$gold"/articles/*.json | grep -v d00-)
bar 0.85 probes "$gold/probes-dev.jsonl"
exit $failed
