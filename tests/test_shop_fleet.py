"""Little shops, no two alike, each of which must sell to a stranger who knows its address and a product's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright
from shops.buying import Customers
from shops.fleet import BREAKS, FLEET, TWINS, Case, Twin
from shops.serving import fleet

from mystery_shopper import shop, tasks
from mystery_shopper.cards import find_card
from mystery_shopper.errors import HeldUp
from mystery_shopper.model import Outcome

LONGEST_S = 90  # a shop that cannot be understood costs no more than this
CASES = {each.shop: each for each in FLEET}


@pytest.fixture(scope="module")
def street() -> Iterator[str]:
    """The address of all shops and their twins."""
    with fleet(BREAKS) as address:
        yield address


@pytest.fixture(scope="module")
def customers(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Customers]:
    people = Customers(playwright, tmp_path_factory.mktemp("visits"))
    yield people
    people.close()


def test_the_fleet_is_as_large_and_as_foreign_as_it_is_meant_to_be() -> None:
    languages = {str(each.traits["locale"])[:2] for each in FLEET}
    assert len(FLEET) >= 15
    assert languages == {"en", "de", "fr", "es", "it", "nl", "pl", "pt"}
    assert {each.shop for each in TWINS} == set(CASES)


@pytest.mark.parametrize("case", FLEET, ids=lambda case: case.shop)
def test_every_shop_of_the_fleet_sells(case: Case, customers: Customers, street: str) -> None:
    bought = customers.buy(f"{street}/{case.shop}/", case.product, **case.traits)
    assert bought.believed, "\n".join([bought.sentence, *bought.trail])
    assert bought.outcome in (Outcome.ACHIEVED, Outcome.WITH_FRICTION)
    assert bought.reference == case.reference
    assert bought.price == case.price
    assert [pieces for _, pieces in bought.lines] == [1]
    assert case.line in bought.lines[0][0]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{twin.shop}, {twin.name}")
def test_a_shop_that_cannot_sell_is_told_where_and_why(twin: Twin, customers: Customers, street: str) -> None:
    case = CASES[twin.shop]
    tried = customers.buy(f"{street}/{twin.shop}~{twin.name}/", case.product, **{**case.traits, "patience_s": 5.0})
    told = "\n".join([tried.sentence, *tried.trail])
    assert not tried.believed, told
    assert tried.outcome in (Outcome.BLOCKED, Outcome.GAVE_UP), told
    assert tried.moment == twin.moment, told
    assert twin.sentence in tried.sentence, told
    assert not twin.kind or any(each.startswith(twin.kind) for each in tried.findings), tried.findings
    assert tried.seconds < LONGEST_S


def test_a_tray_that_closes_with_its_page_has_lost_nothing(customers: Customers, street: str) -> None:
    case = CASES["bergladen"]
    held = customers.buy(f"{street}/bergladen/", case.product, reloads=True, **case.traits)
    assert held.lines == ((case.line, 1),)
    assert not [each for each in held.findings if each.startswith("basket-lost")]


@pytest.mark.parametrize(("shop_name", "forced"), [("librairie", True), ("kawa", False), ("bergladen", False)])
def test_an_account_beside_the_address_is_told_where_nobody_can_do_without(
    customers: Customers, street: str, shop_name: str, forced: bool
) -> None:
    case = CASES[shop_name]
    bought = customers.buy(f"{street}/{case.shop}/", case.product, **case.traits)
    assert any(each.startswith("forced-account at checkout") for each in bought.findings) is forced


def test_the_only_hit_of_a_search_is_found(customers: Customers, street: str) -> None:
    with customers.enter(f"{street}/teapots/") as shopper:
        tasks.open_shop(shopper)
        tasks.search(shopper, "Brown Betty Teapot")
        assert not shop.results(shopper.look()), "it does not look like a list"
        tasks.expect_in_list(shopper, "Brown Betty Teapot")
        with pytest.raises(HeldUp, match="Glass Teapot"):
            tasks.expect_in_list(shopper, "Glass Teapot")


def test_a_declined_card_buys_nothing(customers: Customers, street: str) -> None:
    tried = customers.buy(
        f"{street}/teapots/", CASES["teapots"].product, card=find_card("visa-declined"), **CASES["teapots"].traits
    )
    assert not tried.believed
    assert any("declined" in each for each in tried.trail)
