#!/bin/bash
# The README's examples print what the README says: examples.sh README PROGRAM PREFIX LIBDIR COMPILER [FLAGS]
#
# Of every block that begins with ```console the lines "$ COMMAND" are run, one after the other in
# one shell, and must print, standard error included, the lines that follow.  A command goes on in
# lines "> MORE".  The folder looks like the clone (build/, data/, tests/); /tmp/ in a command and
# in what it prints is a folder of the test's own.  PREFIX is an installed tree with
# its libraries in LIBDIR, and cc is COMPILER with FLAGS, which finds the library there.
set -u
LC_ALL=C
export LC_ALL
readme=$(realpath "$1") program=$(realpath "$2") prefix=$3 libraries=$3/$4 compiler=$5 flags=${6:-}
source=$(dirname "$readme")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/clone" "$work/clone/build" "$work/bin" "$work/tmp" "$work/steps"

# One file a command and one for what it prints, numbered; the README's lines too, for messages.
extract() {
    awk -v steps="$work/steps" -v tmp="$work/tmp/" '
        function step(line) { gsub("/tmp/", tmp, line); return line }
        /^```/ { console = $0 == "```console"; continued = 0; next }
        !console { next }
        /^\$ / {
            n++
            file = sprintf("%s/%04d", steps, n)
            print step(substr($0, 3)) >(file ".command")
            printf "" >(file ".expected")
            print FNR >(file ".line")
            continued = 1
            next
        }
        continued && /^> / { print step(substr($0, 3)) >(file ".command"); next }
        { print step($0) >(file ".expected"); continued = 0 }
        END { print n + 0 }
    ' "$readme"
}

n_steps=$(extract)
[ "$n_steps" -ge 20 ] || { echo "only $n_steps commands found: has the form of the blocks changed?"; exit 1; }

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
cd "$work/clone" || exit 1

result=0
for step in "$work"/steps/*.command; do
    step=${step%.command}
    eval "$(cat "$step.command")" >"$step.printed" 2>&1 </dev/null
    if ! cmp -s "$step.expected" "$step.printed"; then
        echo "README.md:$(cat "$step.line"): $(cat "$step.command")"
        diff -u "$step.expected" "$step.printed" | sed 1,2d
        result=1
    fi
done
exit $result
