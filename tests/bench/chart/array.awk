# An awk array that prices numbers: awk -f array.awk ROUTES NUMBERS

BEGIN {
    FS = ","
}

FILENAME == ARGV[1] {
    if (!($1 in costs) || $2 + 0 < costs[$1] + 0)
        costs[$1] = $2
    next
}

{
    cost = "0"
    for (n = length($1) < 16 ? length($1) : 16; n > 0; n--)
        if ((prefix = substr($1, 1, n)) in costs) {
            cost = costs[prefix]
            break
        }
    print $1 "," cost
}
