"""Writes random lists and numbers, and what the numbers cost."""

import oracle

rng = oracle.start_random()
carriers = {name: oracle.make_routes(rng, 3000, n_digits=5) for name in ("acme", "globex")}
for name, routes in carriers.items():
    oracle.write_list(f"{name}.csv", routes)
some = oracle.make_numbers(rng, carriers["acme"], 20000)
costs = {number: oracle.cost(carriers, number) or "0" for number in some}
with open("numbers.txt", "w") as numbers, open("expected", "w") as expected:
    for number in rng.choices(some, k=250000):
        numbers.write(number + "\n")
        expected.write(f"{number},{costs[number]}\n")
