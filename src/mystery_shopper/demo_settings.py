"""The embedded shop as a shop under test: its addresses, its inbox and its known account."""

from __future__ import annotations

from dataclasses import replace

from mystery_shopper.addresses import parse_address
from mystery_shopper.demo import DemoShop
from mystery_shopper.settings import Account, ShopFile, load_shop


def shop_file_of(demo: DemoShop) -> ShopFile:
    """Return what a shop.yaml would say of a running demo."""
    return replace(
        load_shop(None, url=demo.url),
        name="The embedded demo shop",
        payment_hosts=(parse_address(demo.payment_url),),
        inbox=demo.inbox_url,
        account=Account(*demo.account),
        knows_all_cards=True,
    )
