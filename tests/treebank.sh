#!/bin/sh
# Words, sentences, lemmas, tags, trees and names still reach their bars on EWT's test part: tests/treebank.sh CASUS TOKENS_MAIN. Skipped (77) where the data is not.
set -u
casus=$1 tokens=$2
data=../shared/data
ewt=$data/ud-english-ewt/en_ewt-ud-test.conllu
uner=$data/uner-english-ewt/en_ewt-ud-test.iob2
[ -f "$ewt" ] && [ -f "$uner" ] || { echo "skipped: no $ewt and $uner here"; exit 77; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
"$casus" annotate --conllu-in "$ewt" >"$tmp/ours.conllu" || exit 2
{
    python3 bench/accuracy/tokens.py "$tokens" "$ewt"
    python3 bench/accuracy/raw.py "$tokens" "$casus" "$ewt" | sed 's/^/raw /'
    python3 bench/accuracy/parse.py "$ewt" "$tmp/ours.conllu"
    python3 bench/accuracy/names.py "$uner" "$tmp/ours.conllu"
} >"$tmp/figures" || exit 2
failed=0
bar() { # bar LEAST PATTERN: the number behind the pattern
    got=$(sed -n "s/^$2 \([0-9.]*\).*/\1/p" "$tmp/figures")
    echo "$2 ${got:-(none)}, at least $1"
    awk -v got="${got:-0}" -v least="$1" 'BEGIN {exit !(got + 0 >= least)}' || failed=1
}
bar 99 'tokens .* F1'
bar 83 'sentences .* F1'
bar 97 'lemma'
bar 96 'UPOS'
bar 87 'LAS'
bar 84 'raw LAS-main F1'
bar 77 'all .* F1'
exit $failed
