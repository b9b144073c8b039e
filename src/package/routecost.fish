# Completion of routecost for fish: one line for every option of --help=all, below.

# Prints the names of the columns of the list FILE, one a line, if its first record looks like a
# header: __routecost_columns FILE SKIPPED_LINES DELIMITER
function __routecost_columns
    head -c 65536 -- $argv[1] | LC_ALL=C tr '\000\365' '\001\001' |
        LC_ALL=C awk -v skip=$argv[2] -v delimiter="$argv[3]" '
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
end

# Offers the columns of the first file on the line, which is a list, or of the last, which has the
# call records: __routecost_column list|calls
function __routecost_column
    set -l skip 0
    set -l delimiter
    set -l files
    set -l before
    for word in (commandline -op)[2..]
        switch "$before "$word
            case '* --skip-lines=*'
                set skip (string replace -r '.*?=' '' -- $word)
            case '* --delimiter=*'
                set delimiter (string unescape -- (string replace -r '.*?=' '' -- $word))
            case '-d *' '--delimiter *'
                set delimiter (string unescape -- $word)
            case '--carriers *' '--compile *' '* -*'
            case '*'
                set -l file (string unescape -- $word | string replace -r '^~/' $HOME/)
                test -f "$file"; or set file (string replace -r '.*?=' '' -- $file)
                test -f "$file"; and set -a files $file
        end
        set before $word
    end
    test "$delimiter" = tab; and set delimiter \t
    if test "$argv[1]" = calls
        set files $files[-1]
        set skip 0
        set delimiter
    end
    set -q files[1]; and __routecost_columns $files[1] $skip "$delimiter"
end

# Offers WORDs behind the last SEPARATOR of what is typed: __routecost_after SEPARATOR WORD...
function __routecost_after
    set -l typed (commandline -ct | string replace -r '^--[a-z-]*=|^-[a-z]' '' | string unescape)
    set -l lead (string match -r '^.*'(string escape --style=regex -- $argv[1]) -- "$typed")
    printf '%s\n' "$lead"$argv[2..]
end

# Offers fields, separated by commas: __routecost_field WORD...
function __routecost_field
    __routecost_after , $argv column: column:(__routecost_column list)
end

complete -c routecost -l answers-only -d 'Write the answers without the numbers'
complete -c routecost -l at -x -d 'The day whose costs are wanted'
complete -c routecost -l blocked -x -d 'A text that means blocked in place of a cost'
complete -c routecost -l blocked-column -x -a '(__routecost_column list)' -d 'Where it says yes if the route is blocked'
complete -c routecost -l carriers -r -d 'Read lists and their options from a file'
complete -c routecost -l carry -x -a '(__routecost_column list)' -d 'Column whose texts the compiled table keeps'
complete -c routecost -l check -d 'Report on route lists'
complete -c routecost -l compile -r -d 'Write a compiled table'
complete -c routecost -l connect-fee -x -d 'What a call longer than 0 seconds costs more'
complete -c routecost -l cost-column -x -a '(__routecost_column list)' -d 'Where the cost is'
complete -c routecost -l currency -x -a 'USD EUR GBP' -d 'What costs have in front or at the end'
complete -c routecost -l date-order -x -a 'dmy mdy' -d 'Order of day and month in lists'
complete -c routecost -l decimal-comma -d 'Read 0,04 as 0.04'
complete -c routecost -l decimals -x -d 'Decimals of charges'
complete -c routecost -s d -l delimiter -x -a 'tab , \; \|' -d 'What stands between the fields of a list'
complete -c routecost -l diff -d 'Show what changed between two lists'
complete -c routecost -l duplicates -x -a 'cheapest first last error' -d 'Which of rows with one prefix to take'
complete -c routecost -l duration -x -d 'Explain what a call of this length costs'
complete -c routecost -l duration-column -x -a '(__routecost_column calls)' -d 'Where the duration of a call is in CSV'
complete -c routecost -l effective-column -x -a '(__routecost_column list)' -d 'Where the day is from which a row holds'
complete -c routecost -l explain -x -d 'Show why a number costs what it costs'
complete -c routecost -l export -d 'Write one list of all carriers'
complete -c routecost -l factor -x -d 'What every cost is multiplied by'
complete -c routecost -l fee-column -x -a '(__routecost_column list)' -d 'Where the connection fee of a call is'
complete -c routecost -s f -l fields -x -a '(__routecost_field cost prefix carrier charge)' -d 'What is appended'
complete -c routecost -l header -x -a 'auto yes no' -d 'Whether the first record is a header'
complete -c routecost -s h -l help -a all -d 'Show the options used most, or all'
complete -c routecost -l idd -x -a '00 011 00,011' -d 'What is read as + in front'
complete -c routecost -l increment -x -a '1/1 6/6 30/6 60/1 60/6 60/60' -d 'Seconds that are billed'
complete -c routecost -l increment-column -x -a '(__routecost_column list)' -d 'Where it is said how calls are billed'
complete -c routecost -l line-buffered -d 'Write each answer before the next number is waited for'
complete -c routecost -l no-route -x -d 'Text to write where no prefix matches'
complete -c routecost -l number-column -x -a '(__routecost_column calls)' -d 'Where the number is in CSV'
complete -c routecost -l per -x -d 'Seconds that a cost is for'
complete -c routecost -l plus -x -a 'exact optional' -d 'Whether a leading + has to match'
complete -c routecost -l prefix-column -x -a '(__routecost_after + (__routecost_column list))' -d 'Where the prefix is'
complete -c routecost -l prepend -x -d 'What comes before every prefix'
complete -c routecost -l progress -d 'Show how far the work is'
complete -c routecost -l prune -d 'Export no row that says what the shorter prefix says'
complete -c routecost -s q -l quiet -d 'Say nothing but what ends the run'
complete -c routecost -l rank -x -d 'Append so many of the cheapest carriers'
complete -c routecost -l skip-bad-rows -d 'Report malformed rows, leave them out and go on'
complete -c routecost -l skip-lines -x -d 'Pass over the first lines of a list'
complete -c routecost -l stats -d 'Tell at the end what was read, and how fast'
complete -c routecost -l summary -x -a '(__routecost_field carrier prefix)' -d 'Write totals, not records'
complete -c routecost -s j -l threads -x -a '1 2 4 8 16 32 64' -d 'Work on so many threads'
complete -c routecost -l until-column -x -a '(__routecost_column list)' -d 'Where the last day is on which a row holds'
complete -c routecost -s V -l version -d 'Show the version'
