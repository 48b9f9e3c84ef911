#!/bin/sh
# The manners of the program: exit codes, formats, standard input, errors. tests/cli.sh CASUS, from the root of the repository.
set -u
casus=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
article=examples/2023-06-14-border-accord.txt

# expect STATUS WHAT COMMAND...: runs it, output in $tmp/out and $tmp/err
expect() {
    want=$1 what=$2
    shift 2
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    got=$?
    if [ $got -ne "$want" ]; then
        echo "FAIL $what: exit status $got, not $want"
        head -n 5 "$tmp/err"
        failed=1
    else
        echo "ok   $what"
    fi
}
# holds WHAT COMMAND...: a condition on what the last command wrote
holds() {
    what=$1
    shift
    if "$@" >/dev/null 2>&1; then
        echo "ok   $what"
    else
        echo "FAIL $what"
        head -n 5 "$tmp/out"
        failed=1
    fi
}
json_lines() { python3 -c 'import json, sys; assert [json.loads(x) for x in open(sys.argv[1], encoding="utf-8")]' "$1"; }
with_tab_count() { awk -F'\t' 'NR == 1 { n = NF } NF != n { exit 1 } END { exit NR < 2 }' "$1"; }
csv_shape() { python3 -c 'import csv, sys; r = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"))); assert len(r) > 1 and len({len(x) for x in r}) == 1' "$1"; }
conllu_shape() { awk -F'\t' '/^#/ || /^$/ { next } NF != 10 { exit 1 }' "$1"; }

expect 0 "--help" "$casus" --help
holds "--help begins with what one types" grep -q 'casus code' "$tmp/out"
expect 0 "--version" "$casus" --version
for command in code explain annotate check audit dict who where; do expect 0 "$command --help" "$casus" $command --help; done
expect 2 "no command" "$casus"
expect 2 "unknown command" "$casus" codee
expect 2 "unknown option" "$casus" code --no-such-option "$article"
expect 2 "bad date" "$casus" code --date 2023-02-30 "$article"
expect 2 "bad format" "$casus" code --format xyz "$article"
expect 2 "no such file" "$casus" code "$tmp/absent.txt"
holds "the missing file is named" grep -q 'absent.txt' "$tmp/err"
expect 2 "a data file that is none" "$casus" code --data "$article" "$article"

expect 0 "code" "$casus" code --date 2023-06-14 "$article"
holds "a pipe gets JSON Lines" json_lines "$tmp/out"
holds "the first part of an id is the name of the file" grep -q '"id":"2023-06-14-border-accord:' "$tmp/out"
cp "$tmp/out" "$tmp/code.jsonl"
expect 0 "jsonl" "$casus" code --date 2023-06-14 --format jsonl "$article"
holds "jsonl is what a pipe gets" cmp "$tmp/out" "$tmp/code.jsonl"
expect 0 "tsv" "$casus" code --date 2023-06-14 --format tsv "$article"
holds "every line of tsv has the same columns" with_tab_count "$tmp/out"
expect 0 "csv" "$casus" code --date 2023-06-14 --format csv "$article"
holds "every line of csv has the same columns" csv_shape "$tmp/out"
expect 0 "table" "$casus" code --date 2023-06-14 --format table "$article"
holds "no colours in a pipe" sh -c "! grep -q '$(printf '\033')' '$tmp/out'"
expect 0 "statements" "$casus" code --date 2023-06-14 --emit events,statements "$article"
holds "statements are there" grep -q '"record":"statement"' "$tmp/out"
expect 0 "entities" "$casus" code --date 2023-06-14 --emit entities "$article"
holds "entities are there, events are not" sh -c "grep -q '\"record\":\"entity\"' '$tmp/out' && ! grep -q '\"record\":\"event\"' '$tmp/out'"
expect 2 "entities as a table" "$casus" code --date 2023-06-14 --emit entities --format table "$article"
holds "the message says what to do" grep -q 'format jsonl' "$tmp/err"
expect 0 "explain entities" "$casus" explain --date 2023-06-14 --emit entities "$article"
holds "rejected meanings are told" grep -q 'rejected:' "$tmp/out"
expect 0 "explain one entity" "$casus" explain --date 2023-06-14 "$article" n1

expect 0 "who" "$casus" who "Dmitry Medvedev" --date 2009-05-01
holds "the office of that day stands first" sh -c "head -n 1 '$tmp/out' | grep -q '^\* RUS GOV  Dmitry Medvedev, president'"
expect 0 "who, a surname" "$casus" who Medvedev --date 2015-05-01
holds "a surname finds the office-holder" sh -c "head -n 1 '$tmp/out' | grep -q 'prime minister'"
expect 0 "who --office" "$casus" who --office "foreign minister" --country "South Korea" --date 2015-06-01
holds "one held it" sh -c "grep -c . '$tmp/out' | grep -qx 1 && grep -q 'KOR GOV' '$tmp/out'"
expect 0 "who --json" "$casus" who "Dmitry Medvedev" --json
holds "who writes JSON" json_lines "$tmp/out"
expect 1 "who: nobody" "$casus" who "Dmitry Medvedew"
holds "a near name is offered" grep -q 'did you mean Dmitry Medvedev' "$tmp/err"
expect 2 "who: no name" "$casus" who
expect 2 "who --office alone" "$casus" who --office president
expect 2 "who: no such country" "$casus" who --office president --country Ruritania
expect 0 "where" "$casus" where Tripoli
holds "the capital first" sh -c "head -n 1 '$tmp/out' | grep -q '^capital .*LBY'"
expect 0 "where --country" "$casus" where Tripoli --country Lebanon --json
holds "where writes JSON" json_lines "$tmp/out"
expect 1 "where: nowhere" "$casus" where Tripolli
holds "a near place is offered" grep -q 'did you mean Tripoli' "$tmp/err"

expect 0 "explain" "$casus" explain --date 2023-06-14 "$article"
expect 2 "explain has no csv" "$casus" explain --format csv "$article"
expect 0 "explain as a page" "$casus" explain --date 2023-06-14 --format html "$article"
holds "the page is one" grep -q '^<!DOCTYPE html>' "$tmp/out"
expect 0 "annotate" "$casus" annotate "$article"
holds "annotate writes CoNLL-U" conllu_shape "$tmp/out"
cp "$tmp/out" "$tmp/one.conllu"
expect 0 "annotate given tokens" "$casus" annotate --conllu-in "$tmp/one.conllu"
holds "given tokens stay as they are" sh -c "grep -v '^#' '$tmp/one.conllu' | cut -f1,2 >'$tmp/a'; grep -v '^#' '$tmp/out' | cut -f1,2 | cmp - '$tmp/a'"

"$casus" code --date 2023-06-14 --id 2023-06-14-border-accord - <"$article" >"$tmp/out" 2>"$tmp/err"
holds "standard input gives the same records" cmp "$tmp/out" "$tmp/code.jsonl"

ontology=examples/ontology-mission
cat >"$tmp/mission.txt" <<END
Northern forces shelled the village of Tessalit on Monday. Malian soldiers blocked a patrol of UN peacekeepers near Kidal on Tuesday.
Norway lent money to Chad on Monday.
END
expect 0 "code --ontology" "$casus" code --date 2024-05-15 --ontology $ontology "$tmp/mission.txt"
holds "the mapping says the type" grep -q '"cameo":"194".*"type":"HARM","type_name":"violence against civilians","type_quad":4,"type_score":-10.0' "$tmp/out"
holds "a frame says the type, its host is coded" grep -q '"event":\["COERCE"\],"mode":\["restrict"\].*"type":"OBSTRUCTION"' "$tmp/out"
holds "an event that no line covers has none" grep -q '"event":\["AID"\].*"type":null,"type_name":null,"type_quad":null,"type_score":null' "$tmp/out"
holds "the coder's name tells of the tables" grep -q '"coder":"casus [^"]*+' "$tmp/out"
expect 0 "code --only-typed" "$casus" code --date 2024-05-15 --ontology $ontology --only-typed "$tmp/mission.txt"
holds "what has no type is left out" sh -c "test \$(grep -c . '$tmp/out') -eq 2 && ! grep -q 'AID' '$tmp/out'"
expect 0 "an ontology in a sheet" "$casus" code --date 2024-05-15 --ontology $ontology --format csv --emit events,statements "$tmp/mission.txt"
holds "every line has the same columns with types" csv_shape "$tmp/out"
holds "the type has a column" grep -q 'OBSTRUCTION,patrol or inspection stopped,4,-4.00' "$tmp/out"
expect 0 "an ontology in a table" "$casus" code --date 2024-05-15 --ontology $ontology --format table "$tmp/mission.txt"
holds "the type stands before the event" grep -q 'OBSTRUCTION:' "$tmp/out"
expect 0 "explain --ontology" "$casus" explain --date 2024-05-15 --ontology $ontology "$tmp/mission.txt" e1
holds "the line of the mapping is told" grep -q 'type: .*map.tsv:[0-9]* 194' "$tmp/out"
holds "ACLED's name and its line are told" sh -c "grep -q '^  ACLED  .*Shelling/artillery' '$tmp/out' && grep -q 'ACLED: acled.tsv:[0-9]* ' '$tmp/out'"
expect 0 "the example ontology has no faults" "$casus" dict lint $ontology
cat > "$tmp/unsure.txt" <<'END'
Officials in Lima spoke on Monday about the roads.

The treaty is a text by which an ambassador can be expelled by Congress.

The road to the coast is long. Chile sent a note.
END
expect 1 "what is more likely wrong than right is left out" "$casus" code --date 2024-05-15 "$tmp/unsure.txt"
expect 0 "code --unsure" "$casus" code --date 2024-05-15 --unsure "$tmp/unsure.txt"
holds "--unsure keeps it" grep -q '"event":\["SANCTION"\]' "$tmp/out"
expect 1 "explain of what is left out" "$casus" explain --date 2024-05-15 "$tmp/unsure.txt"
holds "it says why" grep -q 'confidence below 0.4, --unsure keeps it' "$tmp/out"
expect 2 "--only-typed alone" "$casus" code --only-typed "$tmp/mission.txt"
holds "it says what is missing" grep -q -e '--ontology' "$tmp/err"
expect 2 "--ontology with pairs" "$casus" code --pairs --ontology $ontology "$tmp/mission.txt"
expect 2 "no such ontology" "$casus" code --ontology "$tmp/absent" "$tmp/mission.txt"
mkdir "$tmp/own"
cp $ontology/map.tsv "$tmp/own"
expect 2 "a mapping without types" "$casus" code --ontology "$tmp/own" "$tmp/mission.txt"
holds "the first line that fails is named, with what to do" grep -q "own/map.tsv:3:.*no type 'FIRE': types stand in a table" "$tmp/err"
printf 'name\taliases\tcode\tsector\tkind\toffice\tfrom\tto\nGrey Foxes\t-\tMLI\tREB\tarmed\t-\t-\t-\n' >"$tmp/own/map.tsv"
expect 2 "tables, but none of types" "$casus" code --ontology "$tmp/own" "$tmp/mission.txt"
holds "the header of types is told" grep -q 'type, name, host, cameo, quad, score' "$tmp/err"

echo "The weather stayed fine." >"$tmp/fine.txt"
expect 1 "nothing found" "$casus" code --date 2023-06-14 "$tmp/fine.txt"
: >"$tmp/empty.txt"
expect 2 "an empty file" "$casus" code "$tmp/empty.txt"
expect 2 "one bad file among good ones" "$casus" code --date 2023-06-14 "$tmp/empty.txt" "$article"
holds "the good one is coded all the same" cmp "$tmp/out" "$tmp/code.jsonl"
head -c 3000 "$casus" >"$tmp/binary.txt"
expect 2 "a program as an article" "$casus" code "$tmp/binary.txt"
for i in 1 2 3 4 5; do
    echo "Der Minister traf sich am Montag mit seinem Amtskollegen, und die beiden sprachen lange über die Lage an der Grenze und in der Stadt."
done >"$tmp/german.txt"
expect 2 "another language" "$casus" code --date 2023-06-14 "$tmp/german.txt"
# a reader that goes away ends the program without a word
"$casus" code --date 2023-06-14 "$article" 2>"$tmp/err" | head -c 1 >/dev/null
holds "a closed pipe is no message" test ! -s "$tmp/err"
if [ -e /dev/full ]; then
    "$casus" code --date 2023-06-14 "$article" >/dev/full 2>"$tmp/err"
    status=$?
    holds "a full disk is an error" test $status -eq 2
fi
exit $failed
