#!/bin/sh
# Generated files are what their generators write: nobody edited one by hand, or forgot to run a generator.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
# same FILE COMMAND...: the command's output must be the file
same() {
    file=$1
    shift
    "$@" >"$tmp/out"
    if cmp -s "$tmp/out" "$file"; then
        echo "same: $file"
    else
        echo "DIFFERENT: $file is not what \`$*\` writes; run it and commit the result"
        failed=1
    fi
}

# the tables hold one version of Unicode; another one on this machine is no mistake of ours
if grep -q '^# *PropList-15\.0\.' /usr/share/unicode/PropList.txt 2>/dev/null; then
    same src/text/unicode_tables.c python3 tools/gen_unicode.py
else
    echo "skipped: src/text/unicode_tables.c needs unicode-data 15.0"
fi

# made from the data sets, which are not part of the project: compared where they lie beside it
data=../shared/data
if [ -d "$data/ud-english-ewt" ]; then
    same src/nlp/lemma_table.c python3 tools/gen_lemmas.py
    same knowledge/places.tsv python3 tools/import_places.py
    if python3 -c 'import yaml' 2>/dev/null; then
        python3 tools/import_leaders.py "$data/leaders" "$tmp/people" >/dev/null
        same knowledge/actors/people-imported.tsv cat "$tmp/people"
    fi
else
    echo "skipped: lemmas, places and office-holders need the data sets in $data"
fi
exit $failed
