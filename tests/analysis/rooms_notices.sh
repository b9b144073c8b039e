#!/bin/sh
# rooms.py notices each kind of fault, and finds none in sources that have none:
#
#     rooms_notices.sh PYTHON
set -u
python=$1
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
result=0

# Makes sources without a fault.
plant_sources() {
    rm -rf "$tmp/src" "$tmp/include"
    mkdir -p "$tmp/include" "$tmp/src/base" "$tmp/src/io" "$tmp/src/cli" || exit 1
    : >"$tmp/include/routecost.h"
    : >"$tmp/src/base/text.h"
    echo 'int rc_text(void) { return 0; }' >"$tmp/src/base/text.c"
    echo '#include "base/text.h"' >"$tmp/src/io/input.h"
    printf '%s\n' '#include "io/input.h"' '#include "routecost.h"' '#include <stdio.h>' \
        '/* rc_answer() of cli */ int rc_input(void) { return rc_text(); }' >"$tmp/src/io/input.c"
    echo '#include "io/input.h"' >"$tmp/src/io/output.h"
    echo 'int rc_answer(void) { return rc_input(); }' >"$tmp/src/cli/answer.c"
    echo 'int main(void) { return rc_answer(); }' >"$tmp/src/main.c"
}

# expect FILE LINE FINDING: with the line at its end the file has the finding, and there is no other.
expect() {
    plant_sources
    mkdir -p "$tmp/src/${1%/*}"
    printf '%s\n' "$2" >>"$tmp/src/$1"
    if "$python" "$here/rooms.py" "$tmp/src" >"$tmp/found" || [ "$(cat "$tmp/found")" != "$3" ]; then
        printf '%s with %s has\n  %s\nbut this is found:\n' "$1" "$2" "$3"
        cat "$tmp/found"
        result=1
    fi
}

plant_sources
"$python" "$here/rooms.py" "$tmp/src" || { echo "sources without a fault have one"; result=1; }
expect base/text.c '#include "io/input.h"' 'base/text.c includes io/input, in a room below its own
a circle: base/text -> io/input -> (includes) base/text'
expect base/new.h '#include "io/input.h"' 'base/new.h includes io/input, in a room below its own'
expect io/output.c 'int f(void) { return rc_answer(); }' \
    'io/output.c calls rc_answer of cli/answer, in a room below its own'
expect io/input.c '#include "io/output.h"' 'a circle: io/input -> io/output -> (includes) io/input'
expect cli/check.c '#include <unistd.h>' 'cli/check.c: <unistd.h> is no header of the C standard library'
expect cli/check.c '#include "cli/gone.h"' 'cli/check.c: there is no "cli/gone.h"'
expect attic/old.c '' 'attic/old.c: there is no room attic'
exit $result
