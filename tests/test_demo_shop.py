"""The demo shop on a good day, asked without a browser: what is packaged, goods, words, basket, accounts."""

from __future__ import annotations

import gzip
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from demo_customer import ADDRESS, Customer, amount

import mystery_shopper.demo.shop as package
from mystery_shopper.demo import DemoShop
from mystery_shopper.demo.shop import catalogue
from mystery_shopper.demo.shop.build import VOUCHER, compiled
from mystery_shopper.demo.shop.prepare import PREPARED

SHOP = Path(package.__file__).parent
PAGES = (
    *("/", "/shop/all/", "/search/?q=lamp", "/product/trail-boots/", "/basket/", "/help/", "/delivery/", "/returns/"),
    *("/privacy/", "/contact/", "/orders/", "/account/sign-in/", "/account/register/", "/none/"),
)


# ---------------------------------------------------------------- what is packaged


def test_the_prepared_database_is_what_the_catalogue_makes(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.gz"
    command = [sys.executable, "-W", "ignore", "-m", "mystery_shopper.demo.shop.build", str(fresh)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(SHOP.parents[2])}, capture_output=True)
    assert dump(PREPARED, tmp_path) == dump(fresh, tmp_path), "run python -m mystery_shopper.demo.shop.build"


def test_the_compiled_translations_are_those_of_the_sources() -> None:
    sources = sorted(SHOP.glob("locale/*/LC_MESSAGES/*.po"))
    assert [each.parents[1].name for each in sources] == ["en_US", "fr"]
    for source in sources:
        assert source.with_suffix(".mo").read_bytes() == compiled(source), source


def test_every_sentence_of_the_templates_has_its_french() -> None:
    words = (SHOP / "locale/fr/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    known = {re.sub(r'"\n"', "", each).replace("%%", "%") for each in re.findall(r'msgid "(.*?)"\nmsg', words)}
    used = set()
    for template in SHOP.glob("templates/**/*"):
        if template.is_file():
            used |= set(re.findall(r"{% translate ([\"'])(.*?)\1", template.read_text(encoding="utf-8")))
    assert len(used) > 100
    assert {text for _, text in used} - known == set()


def dump(packed: Path, folder: Path) -> list[str]:
    path = folder / "one.sqlite3"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.iterdump())


# ---------------------------------------------------------------- goods and words


def test_the_shop_has_enough_to_choose_from() -> None:
    goods = catalogue.products().values()
    assert len(goods) >= 40
    assert len({each.category for each in goods}) >= 5
    assert len({each.sku for each in goods}) == len(goods)
    assert any(sum(each.stock.values()) == 0 for each in goods)
    assert any(each.sizes for each in goods)


def test_every_product_is_on_the_shelf_with_a_picture_and_a_page(ann: Customer) -> None:
    shelf = ann.get("/shop/all/").body
    slugs = re.findall(r'<a href="/product/([^/]+)/">', shelf)
    assert len(slugs) == len(catalogue.products())
    for slug in slugs:
        picture = ann.get(f"/media/large/{slug}.svg")
        assert picture.headers["Content-Type"] == "image/svg+xml"
        # Browsers do not count a picture of less than 0.05 bits a pixel as the largest content.
        assert len(picture.body) * 8 > 0.05 * 800 * 800, slug
    assert ann.get(f"/product/{slugs[-1]}/").status == 200


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Fisherman Jumper", "Fisherman Jumper"),
        ("lantern", "Storm Lantern"),
        ("HP-K04", "Copper Whistling Kettle"),
        ("jumpr", "Fisherman Jumper"),
        ("Bouilloire", "Copper Whistling Kettle"),
        ("echarpe", "Tartan Scarf"),
    ],
)
def test_search_finds_by_name_part_number_typo_and_language(ann: Customer, query: str, first: str) -> None:
    page = ann.get("/search/?q=" + query.replace(" ", "+"))
    assert re.findall(r'<span class="name">(.*?)</span>', page.body)[0] == first


def test_a_search_without_results_offers_other_ways(ann: Customer) -> None:
    page = ann.get("/search/?q=zzzzzz")
    assert "Nothing matches, but there are other ways on" in page.text
    assert 'href="/shop/kitchen/"' in page.body.split("<main")[1]


@pytest.mark.parametrize(("order", "falling"), [("price-up", False), ("price-down", True)])
def test_sorting_by_price_is_monotone(ann: Customer, order: str, falling: bool) -> None:
    prices = shelf_prices(ann, f"/shop/all/?sort={order}")
    assert prices == sorted(prices, reverse=falling)
    assert len(set(prices)) > 20


def test_filters_keep_what_fits_and_nothing_else(ann: Customer) -> None:
    assert all(20 <= each <= 50 for each in shelf_prices(ann, "/shop/all/?price=20-50"))
    everything, bath = ann.get("/shop/all/").body, ann.get("/shop/all/?category=bath").body
    assert everything.count('class="card"') == 48
    assert bath.count('class="card"') == 8
    assert "Sold out" in ann.get("/shop/outdoors/").text
    assert "Sold out" not in ann.get("/shop/outdoors/?available=1").text


def shelf_prices(customer: Customer, path: str) -> list[Decimal]:
    return [amount(each) for each in re.findall(r'<p class="price">(.*?)</p>', customer.get(path).body)]


@pytest.mark.parametrize(
    ("asked", "lang", "price", "button"),
    [
        ("en-GB", "en-GB", "£85.00", "Add to basket"),
        ("en-US,en;q=0.9", "en-US", "$110.00", "Add to cart"),
        ("fr-FR,fr;q=0.9", "fr", "98,00 €", "Ajouter au panier"),
        ("ja", "en-GB", "£85.00", "Add to basket"),
    ],
)
def test_language_and_currency_follow_the_browser(
    demo: DemoShop, asked: str, lang: str, price: str, button: str
) -> None:
    page = Customer(demo, asked).get("/product/fisherman-jumper/")
    assert f'<html lang="{lang}">' in page.body
    assert price in page.text
    assert button in page.text


def test_switching_the_language_reprices_the_basket(ann: Customer) -> None:
    ann.put_in_basket(quantity=2)
    page = ann.post("/language/", {"language": "fr", "next": "/basket/"})
    assert '<html lang="fr">' in page.body
    assert page.amounts()["Articles"] == Decimal("29.00")
    assert ann.get("/basket/").path == "/basket/"


def test_no_page_calls_another_host_and_each_has_help_in_its_place(ann: Customer) -> None:
    for path in PAGES:
        body = ann.get(path).body
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*', body) == [], path
        assert re.search(r'<nav class="mine".*?href="/help/"', body, re.DOTALL), path


def test_the_cookie_banner_has_two_equal_buttons_and_remembers(ann: Customer) -> None:
    buttons = re.findall(r'<button class="([^"]*)" name="choice"', ann.get("/").body)
    assert len(buttons) == 2
    assert len(set(buttons)) == 1
    assert 'name="choice"' not in ann.post("/cookies/", {"choice": "needed", "next": "/help/"}).body
    assert 'name="choice"' not in ann.get("/").body


# ---------------------------------------------------------------- basket


def test_the_basket_counts_changes_and_forgets(ann: Customer) -> None:
    page = ann.put_in_basket(quantity=2)
    assert page.path == "/basket/"
    assert page.amounts() == {"Items": Decimal("25.00"), "Delivery": Decimal("3.95"), "Total": Decimal("28.95")}
    line = re.search(r'action="(/basket/\d+/)"', page.body)
    assert line is not None
    assert ann.post(line[1], {"quantity": "3"}).amounts()["Items"] == Decimal("37.50")
    capped = ann.post(line[1], {"quantity": "99"})
    assert capped.amounts()["Items"] == Decimal("125.00")
    assert "At most 10 pieces of Harbour Stoneware Mug" in capped.text
    assert "Your basket is empty" in ann.post(line[1], {"quantity": "3", "remove": "1"}).text


def test_a_voucher_takes_ten_per_cent_and_an_unknown_one_says_so(ann: Customer) -> None:
    ann.put_in_basket(quantity=2)
    wrong = ann.post("/basket/voucher/", {"code": "NONSENSE"})
    assert "We do not know the voucher “NONSENSE”" in wrong.text
    right = ann.post("/basket/voucher/", {"code": VOUCHER.lower()}).amounts()
    assert right["Discount"] == Decimal("2.50")
    assert right["Total"] == right["Items"] - right["Discount"] + right["Delivery"]


def test_a_product_with_sizes_needs_one_and_a_sold_out_one_cannot_be_bought(ann: Customer) -> None:
    page = ann.get("/product/fisherman-jumper/")
    sizes = re.findall(r'value="(\d+)"( disabled)?><span>(\w+)', page.body)
    assert [(name, bool(off)) for _, off, name in sizes] == [("S", False), ("M", False), ("L", False), ("XL", True)]
    assert "Choose a size first." in ann.post("/basket/add/", {}, Accept="application/json").body
    assert "Size : M" in ann.post("/basket/add/", {"product": sizes[1][0]}).text.replace("Size:", "Size :")
    refused = ann.post("/basket/add/", {"product": sizes[3][0]}, Accept="application/json").body
    assert '"added": false' in refused
    assert "<button" not in re.findall(r"data-add.*?</form>|$", ann.get("/product/cotton-hammock/").body)[0]


def test_signing_in_keeps_the_basket_and_the_account_knows_its_orders(demo: DemoShop, ann: Customer) -> None:
    ann.put_in_basket(quantity=2)
    email, password = demo.account
    assert ann.post("/account/sign-in/", {"email": email, "password": password}).path == "/account/"
    assert ann.get("/basket/").amounts()["Items"] == Decimal("25.00")
    page = ann.get("/checkout/")
    assert page.path == "/checkout/delivery/"
    assert 'value="Robin"' in page.body
    paid = ann.pay(ann.post("/checkout/delivery/", {**ADDRESS, "delivery": "express"}))
    assert paid.path == "/checkout/confirmation/"
    assert demo.orders()[-1]["email"] == email
    assert demo.orders()[-1]["number"] in ann.get("/account/").text
    ann.put_in_basket()
    assert 'value="12 High Street"' in ann.get("/checkout/delivery/").body, "the address is not asked for twice"


def test_an_account_can_be_opened_once(ann: Customer) -> None:
    data = {"first_name": "Åsa", "last_name": "Ek", "email": "asa@example.com", "password": "a long one"}
    assert ann.post("/account/register/", data).path == "/account/"
    assert [each["Subject"] for each in ann.mail("asa@example.com")] == ["Your account at Harbour & Pine"]
    assert "already has an account" in Customer(ann.demo).post("/account/register/", data).text
