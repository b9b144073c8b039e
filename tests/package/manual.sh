#!/bin/sh
# The manual page renders without a warning: manual.sh man|mandoc PAGE
#
# Exit status 77 when the tool is not there.
set -u
tool=$1 page=$2
command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

case $tool in
mandoc) mandoc -T lint "$page" >"$tmp/warnings" 2>&1 ;;
man)
    man --help 2>&1 | grep -q -e --warnings || { echo "skipped: a man without --warnings"; exit 77; }
    LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFSEQ='' man --warnings -E UTF-8 -l "$page" \
        2>"$tmp/warnings" >"$tmp/shown" || echo "man fails" >>"$tmp/warnings"
    grep -q 'EXIT STATUS' "$tmp/shown" || echo "the page is not shown" >>"$tmp/warnings"
    ;;
esac
[ -s "$tmp/warnings" ] || exit 0
cat "$tmp/warnings"
exit 1
