"""What numbers cost, worked out by the plainest means, and random lists. Shares no code with routecost."""

import os
import random
from decimal import Decimal


def start_random():
    seed = int(os.environ.get("ROUTECOST_TEST_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"ROUTECOST_TEST_SEED={seed}", flush=True)
    return random.Random(seed)


def make_routes(rng, n, digits="0123456789", n_digits=7):
    """A list as a dict of prefixes and costs, some of them equal but spelt otherwise."""
    routes = {}
    while len(routes) < n:
        prefix = "".join(rng.choices(digits, k=rng.randint(1, n_digits)))
        cost = f"{rng.randint(0, 60) / 1000:.3f}"
        routes[prefix] = cost + "0" * rng.randint(0, 2)
    return routes


def make_numbers(rng, routes, n, n_digits=12):
    """Numbers, most of which begin with a prefix of the routes."""
    prefixes = list(routes)
    numbers = []
    for _ in range(n):
        start = rng.choice(prefixes) if rng.random() < 0.9 else ""
        numbers.append(start + "".join(rng.choices("0123456789", k=max(1, n_digits - len(start)))))
    return numbers


def write_list(path, routes):
    with open(path, "w") as file:
        file.writelines(f"{prefix},{cost}\n" for prefix, cost in routes.items())


def match(routes, number):
    """The longest prefix of the routes that the number begins with, or None."""
    return next((number[:n] for n in range(min(len(number), 16), 0, -1) if number[:n] in routes), None)


def ranks(carriers, number):
    """(carrier, cost, prefix) of each carrier with an offer, cheapest first. carriers: name -> routes"""
    offers = []
    for name, routes in carriers.items():
        prefix = match(routes, number)
        if prefix is not None and routes[prefix] != "blocked":
            offers.append((name, routes[prefix], prefix))
    return sorted(offers, key=lambda offer: Decimal(offer[1]))  # stable: the earlier of equals first


def cost(carriers, number):
    return next((cost for _, cost, _ in ranks(carriers, number)), None)
