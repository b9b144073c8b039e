#!/bin/sh
# The program, the manual page and the three completions know the same options: their names, their
# short forms, and whether they need a value.
#
#     names.sh PROGRAM FOLDER
#
# Each source becomes lines "--name SHORT VALUE", where SHORT is -x or - and VALUE is = or -.
set -u
LC_ALL=C
export LC_ALL
program=$1 folder=$2
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# "  -j, --threads=N     text" or "  --stats       text"
of_help() {
    "$program" --help=all | sed -n 's/^  *\(-[a-zA-Z], \)\{0,1\}\(--[a-z][a-z-]*\)\(=\{0,1\}\).*/\2 \1 \3/p' |
        sed 's/, / /' | tidy
}

# ".It Fl j , Fl -threads Ns = Ns Ar n" or ".It Fl -stats"
of_man() {
    sed -n 's/^\.It \(Fl [a-zA-Z] , \)\{0,1\}Fl -\([a-z][a-z-]*\)\( Ns =\)\{0,1\}.*/--\2 \1 \3/p' \
        "$folder/routecost.1" | sed 's/Fl \([a-zA-Z]\) ,/-\1/; s/ Ns =/=/' | tidy
}

# "        --threads= -j" in `options`
of_bash() {
    sed -n "/local options='/,/'\$/p" "$folder/routecost.bash" |
        sed -n 's/^ *\(--[a-z][a-z-]*\)\(=\{0,1\}\) *\(-[a-zA-Z]\)\{0,1\}$/\1 \3 \2/p' | tidy
}

# "'--plus=[...", "'--stats[..." or "'(-j --threads)'{-j+,--threads=}'[..."; of "=-" the value is free
of_zsh() {
    sed -n "s/=-}/}/
            s/^ *'(.*)'{\(-[a-zA-Z]\)+*,\(--[a-z][a-z-]*\)\(=\{0,1\}\)}.*/\2 \1 \3/p
            s/^ *'\(--[a-z][a-z-]*\)\(=\{0,1\}\)\[.*/\1 \2/p" "$folder/_routecost" | tidy
}

# "complete -c routecost -s j -l threads -x -a ...": -x or -r takes a value
of_fish() {
    sed -n 's/^complete -c routecost \(-s [a-zA-Z] \)\{0,1\}-l \([a-z][a-z-]*\) \(-[rx] \)\{0,1\}.*/--\2 \1 \3/p' \
        "$folder/routecost.fish" | sed 's/-s /-/; s/ -[rx] / =/' | tidy
}

# Words in any order behind the name become SHORT and VALUE.
tidy() {
    awk '{
        short = value = "-"
        for (i = 2; i <= NF; i++)
            if ($i == "=") value = "="
            else short = $i
        print $1, short, value
    }' | sort
}

result=0
of_help >"$tmp/help"
# A pattern that finds nothing would find no difference either.
[ "$(wc -l <"$tmp/help")" -ge 11 ] || { echo "--help=all shows too few options:"; cat "$tmp/help"; exit 1; }
for source in man bash zsh fish; do
    of_$source >"$tmp/$source"
    if ! diff "$tmp/help" "$tmp/$source" >"$tmp/differences"; then
        echo "--help=all (<) and $source (>) differ:"
        cat "$tmp/differences"
        result=1
    fi
done
exit $result
