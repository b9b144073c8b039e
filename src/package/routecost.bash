# Completion of routecost for bash.
#
# `options` names every option of --help=all once; one that takes a value ends with "=".  What is
# offered for a value stands in the case below; a value without an arm of its own is a file.

# Prints the names of the columns of the list FILE, one a line, if its first record looks like a
# header: _routecost_columns FILE SKIPPED_LINES DELIMITER
_routecost_columns() {
    head -c 65536 -- "$1" | LC_ALL=C tr '\000\365' '\001\001' |
        LC_ALL=C awk -v skip="$2" -v delimiter="$3" '
        NR <= skip { next }
        {
            sub(/^\357\273\277/, "")
            sub(/\r$/, "")
            if (/\001/) exit # a compiled table
            if (delimiter == "") delimiter = /\t/ ? "\t" : /;/ ? ";" : /[|]/ ? "|" : ","
            for (i = 1; i <= length($0) + 1; i++) {
                c = substr($0, i, 1)
                if (c == "\"") quoted = !quoted
                else if (c != "" && (c != delimiter || quoted)) name = name c
                else {
                    gsub(/^ +| +$/, "", name)
                    if (name ~ /[A-Za-z\200-\377]/) print name
                    name = ""
                }
            }
            exit
        }'
}

# Prints what stands between quotes or behind backslashes as it is.
_routecost_plain() {
    local text=$1
    case $text in
    \"* | \'*) text=${text:1} && text=${text%[\"\']} ;;
    *) text=${text//\\/} && text=${text/#\~\//$HOME/} ;;
    esac
    printf '%s\n' "$text"
}

_routecost() {
    local options='
        --answers-only
        --at=
        --blocked=
        --blocked-column=
        --carriers=
        --carry=
        --check
        --compile=
        --connect-fee=
        --cost-column=
        --currency=
        --date-order=
        --decimal-comma
        --decimals=
        --delimiter= -d
        --diff
        --duplicates=
        --duration=
        --duration-column=
        --effective-column=
        --explain=
        --export
        --factor=
        --fee-column=
        --fields= -f
        --header=
        --help -h
        --help=all
        --idd=
        --increment=
        --increment-column=
        --line-buffered
        --no-route=
        --number-column=
        --per=
        --plus=
        --prefix-column=
        --prepend=
        --progress
        --prune
        --quiet -q
        --rank=
        --skip-bad-rows
        --skip-lines=
        --stats
        --summary=
        --threads= -j
        --until-column=
        --version -V
    '
    local -a args=() files=() candidates=()
    local i word arg rest=$COMP_LINE at=0 skip=0 delimiter=

    # Bash cuts words at "=" and ":" as well.  Join those that have no blank between them.
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ${#args[@]} -gt 0 && $rest != [[:space:]]* ]]; then
            args[${#args[@]} - 1]+=$word
        else
            args+=("$word")
            rest=${rest#"${rest%%[![:space:]]*}"}
        fi
        rest=${rest#"$word"}
        [[ $i -ne $COMP_CWORD ]] || at=$((${#args[@]} - 1))
    done

    # The files on the line, and how they are read.
    for ((i = 1; i < ${#args[@]}; i++)); do
        arg=${args[i]}
        if [[ $arg == --*=* ]]; then
            word=${arg%%=*} arg=${arg#*=}
        elif [[ $options == *" $arg="* || $options == *"= $arg"[[:space:]]* ]]; then
            word=$arg arg=${args[++i]}
        else
            [[ $i -eq $at || $arg == -* ]] || files+=("$(_routecost_plain "$arg")")
            continue
        fi
        case $word in
        --skip-lines) skip=$arg ;;
        --delimiter | -d) delimiter=$(_routecost_plain "$arg") ;;
        esac
    done
    [[ $delimiter != tab ]] || delimiter=$'\t'

    # What is completed: `lead` stays, `value` is its beginning.  Of `lead`, Bash replaces what is
    # behind `kept` only.
    local name=file lead= value=${args[at]} kept=${args[at]} before=${args[at - 1]} quote=
    word=${COMP_WORDS[COMP_CWORD]}
    [[ $word == [=:] ]] || kept=${kept%"$word"}
    if [[ $value == --*=* ]]; then
        name=${value%%=*} lead=${value%%=*}= value=${value#*=}
    elif [[ $options == *" $before="* || $options == *"= $before"[[:space:]]* ]]; then
        name=$before
    elif [[ $value == -* ]]; then
        name=option
    elif [[ $value == *=* && ! -e $value ]]; then
        lead=${value%%=*}= value=${value#*=}
    fi
    [[ $value != [\"\']* ]] || quote=${value:0:1}
    value=$(_routecost_plain "$value")

    local which=
    case $name in
    option) candidates=($options) ;;
    --delimiter | -d) candidates=(tab , ';' '|') ;;
    --duplicates) candidates=(cheapest first last error) ;;
    --at | --blocked | --connect-fee | --decimals | --duration | --explain | --factor | --no-route) ;;
    --per | --prepend | --rank | --skip-lines) ;;
    --date-order) candidates=(dmy mdy) ;;
    --fields | -f) candidates=(cost prefix carrier charge column:) which=fields ;;
    --currency) candidates=(USD EUR GBP) ;;
    --idd) candidates=(00 011 00,011) ;;
    --header) candidates=(auto yes no) ;;
    --help) candidates=(all) ;;
    --increment) candidates=(1/1 6/6 30/6 60/1 60/6 60/60) ;;
    --summary) candidates=(carrier prefix column:) which=fields ;;
    --plus) candidates=(exact optional) ;;
    --threads | -j) candidates=(1 2 4 8 16 32 64) ;;
    --number-column | --duration-column) which=calls ;;
    --carry | --*-column) which=list ;;
    *) which=files ;;
    esac

    # The last of several fields or columns.
    if [[ $which == fields && $value == *,* && $name != --summary ]]; then
        lead+=${value%,*}, value=${value##*,}
    elif [[ $name == --prefix-column && $value == *+* ]]; then
        lead+=${value%+*}+ value=${value##*+}
    fi
    if [[ $which == fields && $value == column:* ]]; then
        lead+=column: value=${value#column:} which=list
    fi

    # The columns of the first file, which is a list, or of the last, which has the call records.
    if [[ $which == list || $which == calls ]]; then
        local file=${files[0]}
        [[ $which == list ]] || file=${files[${#files[@]} - 1]} skip=0 delimiter=
        [[ -f $file ]] || file=${file#*=}
        candidates=()
        while [[ -f $file ]] && read -r arg; do
            candidates+=("$arg")
        done < <([[ ! -f $file ]] || _routecost_columns "$file" "$skip" "$delimiter")
    elif [[ $which == files ]]; then
        while read -r arg; do
            candidates+=("$arg")
        done < <(compgen -f -- "$value")
        compopt -o filenames 2>/dev/null
    fi

    COMPREPLY=()
    for arg in "${candidates[@]}"; do
        [[ $arg == "$value"* ]] || continue
        [[ $which == files || -n $quote || $name == option ]] || arg=$(printf %q "$arg")
        arg=$lead$arg
        COMPREPLY+=("${arg#"$kept"}")
    done
    [[ ${#COMPREPLY[@]} -ne 1 || $COMPREPLY != *[=:] ]] || compopt -o nospace 2>/dev/null
}

complete -F _routecost routecost
