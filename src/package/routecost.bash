# Completion of routecost for bash.
#
# `options` names every option of --help=all once; one that takes a value ends with "=".  What is
# offered for a value stands in the case below; a value without an arm of its own is a file.

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
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} name=file

    # Bash makes three words of --name=value where "=" is one of its word breaks.
    if [[ $word == = ]]; then
        name=$before word=
    elif [[ $before == = ]]; then
        name=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $word == --*=* ]]; then
        name=${word%%=*} word=${word#*=}
    elif [[ $options == *" $before="* || $options == *"= $before"[[:space:]]* ]]; then
        name=$before
    elif [[ $word == -?* ]]; then
        name=option
    fi

    COMPREPLY=()
    case $name in
    option)
        COMPREPLY=($(compgen -W "$options" -- "$word"))
        [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
        ;;
    --delimiter | -d) COMPREPLY=($(compgen -W 'tab , \\\; \\\|' -- "$word")) ;;
    --duplicates) COMPREPLY=($(compgen -W 'cheapest first last error' -- "$word")) ;;
    --at | --carry | --cost-column | --effective-column | --explain | --fee-column | --increment-column | \
        --no-route | --until-column) ;;
    --date-order) COMPREPLY=($(compgen -W 'dmy mdy' -- "$word")) ;;
    --connect-fee | --decimals | --duration | --duration-column | --increment | --per) ;;
    --number-column | --prefix-column | --rank | --skip-lines) ;;
    --fields | -f) COMPREPLY=($(compgen -W 'cost prefix carrier charge' -- "$word")) ;;
    --currency) COMPREPLY=($(compgen -W 'USD EUR GBP' -- "$word")) ;;
    --factor | --prepend) ;;
    --idd) COMPREPLY=($(compgen -W '00 011 00,011' -- "$word")) ;;
    --header) COMPREPLY=($(compgen -W 'auto yes no' -- "$word")) ;;
    --summary) COMPREPLY=($(compgen -W 'carrier prefix' -- "$word")) ;;
    --plus) COMPREPLY=($(compgen -W 'exact optional' -- "$word")) ;;
    --threads | -j) COMPREPLY=($(compgen -W '1 2 4 8 16 32 64' -- "$word")) ;;
    *)
        local IFS=$'\n'
        COMPREPLY=($(compgen -f -- "$word"))
        compopt -o filenames 2>/dev/null
        ;;
    esac
}

complete -F _routecost routecost
