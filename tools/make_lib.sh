#!/bin/sh
# The library as others link it: one object in which only casus_* is visible, so that inner names such as json_object() meet nobody else's.
# make_lib.sh IN.a OUT.a
set -eu
object=$2.o
${LD:-ld} -r -o "$object" --whole-archive "$1"
${OBJCOPY:-objcopy} --wildcard --keep-global-symbol='casus_*' "$object"
rm -f "$2"
${AR:-ar} rcsD "$2" "$object"
rm -f "$object"
