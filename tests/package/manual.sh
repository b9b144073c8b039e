#!/bin/sh
# A manual page renders without a warning, and the pages of ours that it names exist:
#
#     manual.sh man|mandoc PAGE
#
# Exit status 77 when the tool is not there.
set -u
tool=$1 page=$2
command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

case $tool in
mandoc)
    # mandoc looks for the other pages among those that are installed; we look in the folder.
    mandoc -T lint "$page" 2>&1 | grep -v 'referenced manual not found: Xr routecost' >"$tmp/warnings"
    sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1.\2/p' "$page" | sort -u | while read -r other; do
        [ -s "$(dirname "$page")/$other" ] || echo "no page $other"
    done >>"$tmp/warnings"
    # Examples stand in .Bd blocks, which the test of the examples runs.
    grep -n '^\.Dl .*routecost [-a-z]*\.csv' "$page" | sed 's/$/: not run by a test/' >>"$tmp/warnings"
    ;;
man)
    man --help 2>&1 | grep -q -e --warnings || { echo "skipped: a man without --warnings"; exit 77; }
    LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFSEQ='' man --warnings -E UTF-8 -l "$page" \
        2>"$tmp/warnings" >"$tmp/shown" || echo "man fails" >>"$tmp/warnings"
    grep -q 'SEE ALSO' "$tmp/shown" || echo "the page is not shown" >>"$tmp/warnings"
    ;;
esac
[ -s "$tmp/warnings" ] || exit 0
cat "$tmp/warnings"
exit 1
