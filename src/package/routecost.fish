# Completion of routecost for fish: every option of --help has its line here, and no other has.

complete -c routecost -l duplicates -x -a 'cheapest first last error' -d 'Which of rows with one prefix to take'
complete -c routecost -s h -l help -d 'Show a summary'
complete -c routecost -l line-buffered -d 'Write each answer before the next number is waited for'
complete -c routecost -l no-route -x -d 'Text to write where no prefix matches'
complete -c routecost -l plus -x -a 'exact optional' -d 'Whether a leading + has to match'
complete -c routecost -l progress -d 'Show how far the work is'
complete -c routecost -s q -l quiet -d 'Say nothing but what ends the run'
complete -c routecost -l skip-bad-rows -d 'Report malformed rows, leave them out and go on'
complete -c routecost -l stats -d 'Tell at the end what was read, and how fast'
complete -c routecost -s j -l threads -x -a '1 2 4 8 16 32 64' -d 'Work on so many threads'
complete -c routecost -s V -l version -d 'Show the version'
