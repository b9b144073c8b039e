"""A Python dict that prices numbers: dict.py ROUTES NUMBERS"""

import sys


def main():
    costs = {}
    with open(sys.argv[1]) as routes:
        for row in routes:
            prefix, cost = row.rstrip("\n").split(",")
            known = costs.get(prefix)
            if known is None or float(cost) < float(known):
                costs[prefix] = cost
    with open(sys.argv[2]) as numbers:
        for line in numbers:
            number = line.rstrip("\n")
            cost = "0"
            for length in range(min(len(number), 16), 0, -1):
                if number[:length] in costs:
                    cost = costs[number[:length]]
                    break
            sys.stdout.write(number + "," + cost + "\n")


main()
