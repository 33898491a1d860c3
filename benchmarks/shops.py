"""What a stranger can buy: every little shop of the fleet, and every twin that cannot sell, as one table each.

Run ``make bench-shops``. Each visit knows the shop's address and a product's name, and nothing else. It exits with 1
when a shop did not sell, or a twin was said to have sold.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table
from shops.buying import Bought, Customers
from shops.fleet import BREAKS, FLEET, TWINS
from shops.serving import fleet

HINTS = 0  # none of these visits is given any


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="the name of one shop")
    asked = parser.parse_args()
    shops = [each for each in FLEET if asked.only in ("", each.shop)]
    console = Console(width=150)
    with fleet(BREAKS) as url, sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        customers = Customers(playwright, Path(scratch))
        sold = {each.shop: customers.buy(f"{url}/{each.shop}/", each.product, **each.traits) for each in shops}
        products: Mapping[str, tuple[str, Mapping[str, Any]]] = {
            each.shop: (each.product, each.traits) for each in shops
        }
        tried = {
            f"{each.shop}, {each.name}": customers.buy(
                f"{url}/{each.shop}~{each.name}/",
                products[each.shop][0],
                **{**products[each.shop][1], "patience_s": 5.0},
            )
            for each in TWINS
            if each.shop in products
        }
        customers.close()
    console.print(_sold({each.shop: each.price for each in shops}, sold))
    console.print(_tried(tried))
    bought, lied = sum(each.believed for each in sold.values()), sum(each.believed for each in tried.values())
    console.print(f"{bought} of {len(sold)} shops sold; {lied} of {len(tried)} twins were said to have sold.")
    return 0 if bought == len(sold) and not lied else 1


def _sold(prices: Mapping[str, str], visits: Mapping[str, Bought]) -> Table:
    table = Table(title="Shops, with nothing but the address and a product's name", title_justify="left")
    heads = ("site", "found", "price", "basket", "checkout", "order", "hints needed", "seconds", "pages", "stopped by")
    for head in heads:
        table.add_column(head, justify="right" if head in ("hints needed", "seconds", "pages") else "left")
    for shop, each in visits.items():
        steps = (
            "choose" in each.reached,
            each.price == prices[shop],
            [pieces for _, pieces in each.lines] == [1],
            "checkout" in each.reached or "pay" in each.reached,
            each.believed,
        )
        table.add_row(
            shop,
            *("yes" if step else "NO" for step in steps),
            str(HINTS),
            f"{each.seconds:.1f}",
            str(each.pages),
            each.sentence,
        )
    return table


def _tried(visits: Mapping[str, Bought]) -> Table:
    table = Table(title="Twins that cannot sell", title_justify="left")
    for head in ("twin", "outcome", "moment", "seconds", "sentence"):
        table.add_column(head)
    for name, each in visits.items():
        outcome = "SAID TO HAVE SOLD" if each.believed else each.outcome.value
        table.add_row(name, outcome, each.moment, f"{each.seconds:.1f}", each.sentence)
    return table


if __name__ == "__main__":
    sys.exit(main())
