#!/bin/bash
# The examples of a document print what the document says:
#
#     examples.sh DOCUMENT PROGRAM PREFIX LIBDIR COMPILER [FLAGS]
#
# DOCUMENT is Markdown or a manual page in mdoc. Examples are the blocks that begin with ```console in
# Markdown, and the .Bd -literal blocks that begin with a line "$ COMMAND" in mdoc. The commands run
# one after the other in one shell. Each must print, standard error included, the lines that follow it.
# Lines "> MORE" continue a command. The folder looks like the clone (build/, data/, tests/); /tmp/ in
# a command and in what it prints is a folder of the test's own. PREFIX is an installed tree with its
# libraries in LIBDIR; cc is COMPILER with FLAGS and finds the library there.
set -u
LC_ALL=C
export LC_ALL
document=$(realpath "$1") program=$(realpath "$2") prefix=$3 libraries=$3/$4 compiler=$5 flags=${6:-}
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/clone" "$work/clone/build" "$work/bin" "$work/tmp" "$work/steps"

# Prints the document's lines with their numbers, a tab between, if they stand in an example.
example_lines() {
    case $document in
    *.md) awk '/^```/ { console = $0 == "```console"; next } console { print FNR "\t" $0 }' "$document" ;;
    *)
        awk '
            /^\.Bd -literal/ { first = 1; console = 0; next }
            /^\.Ed/ { first = console = 0; next }
            first { console = /^\$ /; first = 0 }
            console {
                gsub(/\\&/, ""); gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); gsub(/\\e/, "\\")
                print FNR "\t" $0
            }' "$document" ;;
    esac
}

# Writes one file a command, one for what it prints and one for its line in the document, numbered.
extract() {
    example_lines | awk -v steps="$work/steps" -v tmp="$work/tmp/" '
        { number = line = $0; sub(/\t.*/, "", number); sub(/^[0-9]*\t/, "", line); gsub("/tmp/", tmp, line) }
        line ~ /^\$ / {
            n++
            file = sprintf("%s/%04d", steps, n)
            print substr(line, 3) >(file ".command")
            printf "" >(file ".expected")
            print number >(file ".line")
            continued = 1
            next
        }
        continued && line ~ /^>( |$)/ { print substr(line, 3) >(file ".command"); next }
        { print line >(file ".expected"); continued = 0 }
        END { print n + 0 }'
}

n_steps=$(extract)
[ "$n_steps" -ge 3 ] || { echo "only $n_steps commands found: has the form of the blocks changed?"; exit 1; }

ln -s "$program" "$work/clone/build/routecost"
for folder in data tests src include; do
    ln -s "$source/$folder" "$work/clone/$folder"
done
cat >"$work/bin/cc" <<END
#!/bin/sh
exec $compiler $flags -I$prefix/include "\$@" -L$libraries
END
chmod +x "$work/bin/cc"
LD_LIBRARY_PATH=$libraries
PATH=$work/bin:$PATH
export LD_LIBRARY_PATH PATH
case $document in *.md) ;; *) PATH=$work/clone/build:$PATH ;; esac # the README sets its own
cd "$work/clone" || exit 1

result=0
for step in "$work"/steps/*.command; do
    step=${step%.command}
    eval "$(cat "$step.command")" >"$step.printed" 2>&1 </dev/null
    if ! cmp -s "$step.expected" "$step.printed"; then
        echo "${document##*/}:$(cat "$step.line"): $(cat "$step.command")"
        diff -u "$step.expected" "$step.printed" | sed 1,2d
        result=1
    fi
done
exit $result
