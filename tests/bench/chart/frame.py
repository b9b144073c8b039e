"""polars frames that price numbers: frame.py ROUTES NUMBERS"""

import os
import sys

import polars as pl


def main():
    routes = (pl.read_csv(sys.argv[1], has_header=False,
                          schema={"prefix": pl.String, "cost": pl.String})
              .with_columns(pl.col("cost").cast(pl.Float64).alias("value"))
              .sort("value", maintain_order=True)
              .unique("prefix", keep="first").select("prefix", "cost"))
    if os.path.getsize(sys.argv[2]) == 0:
        return
    numbers = pl.read_csv(sys.argv[2], has_header=False, schema={"number": pl.String})
    cost = pl.repeat(None, len(numbers), dtype=pl.String, eager=True)
    for length in range(16, 0, -1):
        begins = numbers.select(pl.col("number").str.slice(0, length).alias("prefix"))
        begins = begins.with_columns(pl.when(numbers["number"].str.len_bytes() >= length)
                                     .then(pl.col("prefix")))
        found = begins.join(routes, on="prefix", how="left", maintain_order="left")["cost"]
        cost = pl.select(pl.coalesce(cost, found)).to_series()
    numbers.with_columns(cost.fill_null("0").alias("cost")).write_csv(sys.stdout.buffer,
                                                                      include_header=False)


main()
