"""Makes the prepared database and compiles the translations: ``python -m mystery_shopper.demo.shop.build``."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from mystery_shopper.demo.config import DemoConfig
from mystery_shopper.demo.shop.prepare import PREPARED
from mystery_shopper.demo.shop.settings import DATABASE

ACCOUNT = ("robin.ashdown@example.com", "pine-cone-harbour")
"""E-mail and password of the customer whom the shop knows."""

VOUCHER = "WELCOME10"
OPENED = datetime(2026, 1, 5, 9, tzinfo=UTC)
LOCALE = Path(__file__).parent / "locale"


def main() -> None:
    """Build into a temporary folder, compact, compress, and write the packaged file or the one named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PREPARED
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        build(state)
        target.write_bytes(gzip.compress((state / DATABASE).read_bytes(), mtime=0))
    for words in LOCALE.glob("*/LC_MESSAGES/*.po"):
        words.with_suffix(".mo").write_bytes(compiled(words))
    print(f"{target}: {target.stat().st_size / 1024:.0f} kB")


def compiled(words: Path) -> bytes:
    """Return a file of translations in the form that Django reads."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with words.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def build(state: Path) -> None:
    """Make ``shop.sqlite3`` in an empty folder: tables, catalogue, offers, countries, one account."""
    from django.core.management import call_command

    from mystery_shopper.demo.shop.wsgi import set_up

    set_up(DemoConfig(state, "http://127.0.0.1:1", "http://localhost:1", "127.0.0.1", 1))
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    _countries()
    _catalogue()
    _offers()
    _account()
    _same_dates()
    _compact(state / DATABASE)


def _countries() -> None:
    from oscar.apps.address.models import Country

    from mystery_shopper.demo.shop.locales import COUNTRIES, country_name

    for order, code in enumerate(COUNTRIES):
        name = country_name(code)
        Country.objects.create(
            iso_3166_1_a2=code, printable_name=name, name=name, display_order=order, is_shipping_country=True
        )


def _catalogue() -> None:
    from oscar.apps.catalogue.models import Category, ProductClass
    from oscar.core.loading import get_model

    from mystery_shopper.demo.shop import catalogue

    goods = ProductClass.objects.create(name="Goods", requires_shipping=True, track_stock=True)
    partners = {
        each: get_model("partner", "Partner").objects.create(name=f"Warehouse {each}") for each in catalogue.CURRENCIES
    }
    shelves = {
        slug: Category(name=each.words["en"].name, slug=slug, description=each.words["en"].text)
        for slug, each in catalogue.categories().items()
    }
    for shelf in shelves.values():
        Category.objects.add_root(instance=shelf)
    for data in catalogue.products().values():
        _product(data, goods, shelves[data.category], partners)


def _product(data: Any, goods: Any, shelf: Any, partners: dict[str, Any]) -> None:
    from oscar.apps.catalogue.models import Product, ProductImage

    words = data.words["en"]
    structure = Product.PARENT if data.sizes else Product.STANDALONE
    product = Product.objects.create(
        structure=structure, product_class=goods, title=words.name, description=words.text, upc=data.sku
    )
    product.categories.add(shelf)
    ProductImage.objects.create(product=product, original=f"{product.slug}.svg", caption=words.name)
    for size, pieces in data.stock.items():
        if size:
            title = f"{words.name}, {size}"
            child = Product.objects.create(structure="child", parent=product, title=title, upc=f"{data.sku}/{size}")
        _stock(child if size else product, data, pieces, partners)


def _stock(product: Any, data: Any, pieces: int, partners: dict[str, Any]) -> None:
    for currency, partner in partners.items():
        product.stockrecords.create(
            partner=partner,
            partner_sku=product.upc,
            price_currency=currency,
            price=data.prices[currency],
            # One run of the demo sells to many shoppers: it holds twenty cases, and of what is sold out, none.
            num_in_stock=pieces * 20,
        )


def _offers() -> None:
    from oscar.apps.offer.models import Benefit, Condition, ConditionalOffer, Range
    from oscar.apps.voucher.models import Voucher

    everything = Range.objects.create(name="Everything", includes_all_products=True)
    offer = ConditionalOffer.objects.create(
        name="Welcome: 10% off",
        offer_type=ConditionalOffer.VOUCHER,
        condition=Condition.objects.create(range=everything, type=Condition.COUNT, value=1),
        benefit=Benefit.objects.create(range=everything, type=Benefit.PERCENTAGE, value=Decimal(10)),
    )
    voucher = Voucher.objects.create(
        name="Welcome",
        code=VOUCHER,
        usage=Voucher.MULTI_USE,
        start_datetime=datetime(2020, 1, 1, tzinfo=UTC),
        end_datetime=datetime(2099, 1, 1, tzinfo=UTC),
    )
    voucher.offers.add(offer)


def _account() -> None:
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    email, password = ACCOUNT
    User.objects.create(
        username="robin", email=email, first_name="Robin", last_name="Ashdown", password=make_password(password, "pine")
    )


def _same_dates() -> None:
    """Give every row the date of the shop's opening, so that the same catalogue makes the same file."""
    from django.apps import apps
    from django.db.models import DateTimeField

    for model in apps.get_models():
        dated = [each for each in model._meta.fields if isinstance(each, DateTimeField)]
        stamps = [each.name for each in dated if each.auto_now or each.auto_now_add or each.has_default()]
        if stamps:
            model.objects.update(**dict.fromkeys(stamps, OPENED))


def _compact(path: Path) -> None:
    from django.db import connection

    connection.close()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=DELETE")
    database.execute("VACUUM")
    database.close()


if __name__ == "__main__":
    main()
