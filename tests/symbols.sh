#!/bin/sh
# What the library shows, and what it asks of others: tests/symbols.sh LIBCASUS.a. Shown is casus_* alone; asked are memory and
# arithmetic, what the processor can do, and nothing that reads, writes, waits, ends the process or looks at its environment.
set -eu
lib=$1
failed=0
shown=$(nm -g --defined-only "$lib" | awk 'NF == 3 { print $3 }' | grep -v '^casus_' || true)
if [ -n "$shown" ]; then
    echo "shown without the prefix casus_:" $shown
    failed=1
fi
allowed='^(malloc|realloc|free|mem(cpy|move|set|cmp|chr)|str(len|cmp|ncmp|chr|cspn|spn)|bsearch|qsort|sqrt|floor|lround|llround|ldexp|log|exp|fabs|__cpu_(model|features2|indicator_init)|getauxval|arch_prctl|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail)$'
asked=$(nm -u "$lib" | awk 'NF == 2 { print $2 }' | grep -Ev "$allowed" || true)
if [ -n "$asked" ]; then
    echo "asked of others, and not in the list of tests/symbols.sh:" $asked
    failed=1
fi
[ $failed -eq 0 ] && echo "$(nm -g --defined-only "$lib" | grep -c ' casus_') functions shown, $(nm -u "$lib" | grep -c ' U ') asked for"
exit $failed
