#!/bin/sh
# The completions in their own shells offer every option of --help=all, and values.
#
#     completion.sh bash|zsh|fish PROGRAM FOLDER
#
# Exit status 77 when the shell is not there.
set -u
LC_ALL=C
export LC_ALL
shell=$1 program=$2 folder=$3
command -v "$shell" >/dev/null || { echo "skipped: no $shell"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# complete WORD...: what is offered for the last word, a candidate a line.
complete_bash() {
    bash --norc -c '
        source "$1" && shift
        COMP_WORDS=(routecost "$@") COMP_CWORD=$#
        _routecost && printf "%s\n" "${COMPREPLY[@]}"' bash "$folder/routecost.bash" "$@"
}

complete_fish() {
    fish --no-config -c 'source $argv[1]; complete -C "routecost $argv[2..]"' \
        "$folder/routecost.fish" "$@" | cut -f1
}

# Asks a zsh in a terminal of its own, and reads until the last expected candidate is there.
complete_zsh() {
    cat >"$tmp/ask.zsh" <<'END'
zmodload zsh/zpty || exit 77
zpty asked zsh -f -i
zpty -w asked "stty columns 200 rows 1000; PROMPT= fpath=(${(q)1} \$fpath)
autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' verbose no
setopt list_rows_first; bindkey '^I' list-choices; print REA''DY"
zpty -r asked seen '*READY*'
zpty -w -n asked "$2"$'\t'
zpty -r asked seen "*$3*"
print -r -- "$seen"
zpty -d asked
END
    timeout 60 zsh -f "$tmp/ask.zsh" "$folder" "routecost $*" "$(tail -n 1 "$tmp/expected")" |
        sed "s/$(printf '\033')\[[0-9;?]*[a-zA-Z]//g" | tr -s ' \r\t' '\n'
}

# expect WORD...: for the last word the candidates in the file expected are offered.
expect() {
    "complete_$shell" "$@" >"$tmp/offered"
    while read -r candidate; do
        grep -qxF -e "$candidate" "$tmp/offered" && continue
        echo "$shell: for \"routecost $*\" there is no $candidate but:"
        cat "$tmp/offered"
        exit 1
    done <"$tmp/expected"
}

# Bash shows by "=" that a value follows; zsh does so in a list with descriptions only.
"$program" --help=all |
    sed -n 's/^  *\(-[a-zA-Z], \)\{0,1\}\(--[a-z][a-z-]*=\{0,1\}\).*/\2/p' | sort >"$tmp/all"
if [ "$shell" = bash ]; then
    cp "$tmp/all" "$tmp/expected"
else
    tr -d = <"$tmp/all" >"$tmp/expected"
fi
expect --

grep -e --skip-bad-rows "$tmp/all" >"$tmp/expected"
expect routes.csv --sk

# Of an option's value, in the same word, and for bash also as it splits words at "=".
if [ "$shell" = bash ]; then
    printf '%s\n' exact optional >"$tmp/expected"
    expect --plus =
    expect --plus = ''
    expect --plus ''
elif [ "$shell" = fish ]; then
    printf '%s\n' --plus=exact --plus=optional >"$tmp/expected"
    expect --plus=
else
    printf '%s\n' exact optional >"$tmp/expected"
    expect --plus=
fi
echo 16 >"$tmp/expected"
expect -j 1
