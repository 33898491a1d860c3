"""The scout walks through shops that nobody described, tells what it understood, and proposes a shop file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from shops.serving import fleet
from tiny_shop import Answer, TinyShop
from whole_suite import SHELL, plain_environment

from mystery_shopper.cli import main
from mystery_shopper.hints import HINTS
from mystery_shopper.personas.settling_in import at_home
from mystery_shopper.prove import proving
from mystery_shopper.run import personas_of
from mystery_shopper.scout import scouting
from mystery_shopper.scout.gathering import know_the_provider
from mystery_shopper.scout.shop_yaml import place_for, proposed
from mystery_shopper.scout.understood import Found, Scouting, Stop
from mystery_shopper.scout.walking import unread_language
from mystery_shopper.settings import load_shop
from mystery_shopper.shop.parts import Frame, Rect
from mystery_shopper.shop.view import PageView

COURSES = (
    '<form method="post" action="/basket"><ul><li><h2>Etching</h2> £20.00 <label>Quantity <input type="number" '
    'name="n" value="0"></label></li><li><h2>Drawing for beginners</h2> free <label><input type="checkbox" '
    'name="ticked" value="drawing"> Select</label></li></ul><button>Add to basket</button></form>'
)
LINE = "<table><tr><th>Drawing for beginners</th><td>1</td><td>£0.00</td></tr></table><p>Total: £0.00</p>"
DETAILS = (
    '<form method="post" action="/review">'
    + "".join(
        f'<p><label>{label} (required) <input name="{name}" autocomplete="{token}" required></label></p>'
        for label, name, token in (("Name", "name", "name"), ("Email", "email", "email"), ("Company", "firm", "off"))
    )
    + "<button>Continue</button></form>"
)


class Ended:
    """How a scouting ended, and what it left in its folder."""

    def __init__(self, done: subprocess.CompletedProcess[str], folder: Path) -> None:
        self.code, self.out, self.err, self.folder = done.returncode, done.stdout, done.stderr, folder
        path = folder / "found.json"
        self.data: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    @property
    def told(self) -> str:
        """What was printed, as one line."""
        return " ".join((self.out + self.err).split())


def scouted(folder: Path, *options: str) -> Ended:
    """Scout as a stranger does, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    browser = [f"--browser-executable={SHELL}"] if SHELL else []
    command = [sys.executable, "-m", "mystery_shopper.cli", "scout", *options, "--json", "found.json", *browser]
    done = subprocess.run(command, cwd=folder, env=plain_environment(), capture_output=True, text=True, timeout=240)
    return Ended(done, folder)


def test_without_buy_it_stops_before_the_order_and_proposes_a_shop_file(tmp_path: Path) -> None:
    with fleet() as address:
        ended = scouted(tmp_path / "t", f"{address}/teapots/")
    assert ended.code == 0, ended.told
    steps = {each["step"]: each for each in ended.data["insights"]}
    assert list(steps) == [
        *("arrive", "language", "find", "product", "basket", "checkout", "fields", "delivery", "payment", "final"),
    ]
    assert (ended.data["version"], ended.data["currency"], ended.data["order"]) == (1, "GBP", "")
    assert "24.50 GBP" in steps["product"]["said"]
    assert 'button "Place order"; it was not pressed' in steps["final"]["said"]
    assert "Reached the button that places the order" in ended.told
    assert all((ended.folder / "reports/scout" / each["picture"]).stat().st_size > 1000 for each in steps.values())
    written = load_shop(ended.folder / "shop.yaml")
    assert (written.url, written.currency) == (f"{address}/teapots/", "GBP")


def test_with_buy_it_places_one_order_and_leaves_the_shop_file_alone(tmp_path: Path) -> None:
    with fleet() as address:
        (tmp_path / "shop.yaml").write_text(f"shop: {address}/teapots/\nhints:\n  search: 'Find'\n", "utf-8")
        before = (tmp_path / "shop.yaml").read_bytes()
        ended = scouted(tmp_path, f"{address}/teapots/", "--buy", "--product", "Brown Betty Teapot")
    assert ended.code == 0, ended.told
    assert ended.data["order"]
    assert ended.data["insights"][-1]["step"] == "order"
    assert (tmp_path / "reports/scout/running/orders").read_bytes() == b"."
    assert (tmp_path / "shop.yaml").read_bytes() == before
    assert "shop.yaml is there already; --force replaces it" in ended.told
    assert set(load_shop(tmp_path / "shop.scouted.yaml").hints) == {"search"}


def test_a_shop_file_that_a_scout_s_takes_the_place_of_is_kept(tmp_path: Path) -> None:
    assert place_for(tmp_path, force=True) == tmp_path / "shop.yaml"
    (tmp_path / "shop.yaml").write_text("shop: https://shop.example\nmax_orders: 2\n", "utf-8")
    assert place_for(tmp_path, force=False) == tmp_path / "shop.scouted.yaml"
    assert place_for(tmp_path, force=True) == tmp_path / "shop.yaml"
    assert "max_orders: 2" in (tmp_path / "shop.before.yaml").read_text("utf-8")
    assert not (tmp_path / "shop.yaml").exists()


def test_a_shop_that_cannot_be_walked_through_ends_in_one_sentence(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path
) -> None:
    shop = open_tiny_shop()
    shop.show("/", '<ul><li><a href="mug">Stone mug</a> £5.00</li><li><a href="jar">Glass jar</a> £7.00</li></ul>')
    shop.show("/mug", "<p>£5.00</p><button>Frobnicate</button>", title="Stone mug")
    ended = scouted(tmp_path, shop.url)
    assert ended.code == 1, ended.told
    assert ended.data["stop"]["step"] == "choose"
    sentence = ended.data["stop"]["sentence"]
    assert sentence.startswith(f"At 'choose' ({shop.url}/mug) it looked for a button that adds to the basket and saw")
    assert 'button "Frobnicate"' in sentence
    assert sentence.endswith('`hints: {add-to-basket: button "..."}` in shop.yaml would help.')
    assert " ".join(sentence.split()) in ended.told
    assert "# add-to-basket:" in (tmp_path / "shop.yaml").read_text("utf-8")
    assert len(shop.asked) < 60


@pytest.mark.parametrize(
    ("back", "saw"),
    [("/", "the page keeps going back and forth between / and /on"), ("/on", "the page keeps loading itself anew")],
)
def test_pages_that_send_on_for_ever_are_told_as_that(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path, back: str, saw: str
) -> None:
    shop = open_tiny_shop()
    shop.show("/", "<p>One moment</p>", script="location.replace('/on')")
    shop.show("/on", "<p>One moment</p>", script=f"location.replace('{back}')")
    ended = scouted(tmp_path, shop.url)
    assert ended.code == 1, ended.told
    said = ended.data["stop"]["saw"]
    assert said in (saw, saw.replace("/ and /on", "/on and /"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("%PDF-1.4", kind="application/pdf"), "application/pdf, not a page"),
        (Answer('{"up": true}', kind="application/json; charset=utf-8"), "application/json, not a page"),
        (Answer("<p>Hi</p>", headers={"Content-Disposition": "attachment"}), "a file to download, not a page"),
        (Answer(status=204), "status 204, which brings no page"),
    ],
    ids=lambda each: "" if isinstance(each, Answer) else each.partition(",")[0],
)
def test_what_is_no_page_is_called_by_its_kind(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path, answer: Answer, said: str
) -> None:
    shop = open_tiny_shop()
    shop.answers["/"] = answer
    ended = scouted(tmp_path, shop.url)
    assert ended.code == 1, ended.told
    assert f"the first page cannot be used (the address answered with {said})" in ended.told


def test_what_is_sold_out_ends_where_it_was_to_be_chosen_with_the_shop_s_own_words(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path
) -> None:
    shop = open_tiny_shop()
    shop.show("/", '<ul><li><a href="mug">Stone mug</a> £5.00</li><li><a href="jar">Glass jar</a> £7.00</li></ul>')
    shop.show(
        "/mug",
        "<p>£5.00</p><p>Sold out</p><form><input type=email><button>Notify me</button></form>",
        title="Stone mug",
    )
    ended = scouted(tmp_path, shop.url)
    assert ended.data["stop"]["step"] == "choose"
    assert ended.data["stop"]["saw"] == '"Sold out"'


def test_frames_to_share_on_every_page_are_not_what_holds_up(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path
) -> None:
    shop, share = open_tiny_shop(), "<iframe src='http://share.example/' width=80 height=20></iframe>"
    shop.show("/", f'<ul><li><a href="mug">Stone mug</a> £5.00</li><li><a href="jar">Jar</a> £7.00</li></ul>{share}')
    shop.show("/mug", f"<p>£5.00</p><button>Frobnicate</button>{share}", title="Stone mug")
    ended = scouted(tmp_path, shop.url)
    assert "hosts:" not in ended.data["stop"]["sentence"], ended.told
    assert "share.example" in (tmp_path / "shop.yaml").read_text("utf-8")


@pytest.mark.parametrize("buys", [False, True])
def test_what_is_free_is_registered_for_and_that_is_an_order_too(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path, buys: bool
) -> None:
    shop = open_tiny_shop()
    shop.show("/", COURSES, title="Courses")
    shop.show("/basket", LINE + '<p><a href="/details">Proceed to checkout</a></p>', title="Your basket")
    shop.show("/details", DETAILS, title="Your details")
    shop.show("/review", f'{LINE}<form method="post" action="/done"><button>Submit registration</button></form>')
    shop.show("/done", "<h2>Thank you for your order</h2><p>Order K7Q2M</p>" + LINE, title="Courses")
    ended = scouted(tmp_path, shop.url, "--product", "Drawing for beginners", *["--buy"] * buys)
    assert ended.code == 0, ended.told
    assert "ticked=drawing" in next(each.body for each in shop.asked if each.path == "/basket")
    assert ("/done" in shop.paths("POST")) == buys
    assert ended.data["order"] == ("K7Q2M" if buys else "")
    if not buys:
        assert 'button "Submit registration"; it was not pressed' in ended.data["insights"][-1]["said"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("http://127.0.0.1:9",), "does not answer"),
        (("ftp://shop.example",), "'ftp' is no scheme of a shop"),
        ((), "No shop is named. Say which: mystery-shopper scout https://staging.example.com"),
        (("http://127.0.0.1:9", "--persona", "shoper"), "There is no persona 'shoper'. Did you mean 'shopper'?"),
    ],
)
def test_what_cannot_be_done_is_said_before_anybody_goes(
    options: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    ended = scouted(tmp_path, *options)
    assert (ended.code, ended.data) == (2, {})
    assert expected in ended.told
    assert not (tmp_path / "shop.yaml").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--json", "taken/found.json"), "taken/found.json cannot be written: Not a directory. Name another place."),
        (("--json", "."), ". cannot be written: Is a directory. Name another place."),
        (("--reports", "taken"), "taken cannot be written: Not a directory. Name another place."),
    ],
)
@pytest.mark.parametrize("command", ["scout", "prove"])
def test_what_cannot_be_written_is_said_before_anybody_goes(
    good_shop: TinyShop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    def walks(*_: object, **__: object) -> None:
        raise AssertionError("somebody went")

    monkeypatch.setattr(scouting, "_walk", walks)
    monkeypatch.setattr(proving, "scored", walks)
    monkeypatch.chdir(tmp_path)
    Path("taken").touch()
    where = (good_shop.url,) if command == "scout" else ()
    assert main([command, *where, *options]) == 2
    assert said in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_orders_that_an_earlier_scout_took_back_buy_this_one_none_more(tmp_path: Path) -> None:
    for name in ("orders", "orders-refused"):
        (tmp_path / "running").mkdir(exist_ok=True)
        (tmp_path / "running" / name).write_text("..", "utf-8")
    scouting._clear(tmp_path)
    assert list((tmp_path / "running").iterdir()) == []


# ------------------------------------------------------------ what is written


UNSURE = Scouting(
    shop="https://shop.example/",
    persona="Kim",
    buys=False,
    language="de",
    locale="de-DE",
    currency="EUR",
    things={
        "search": Found("search", 'searchbox "Suche"', 0.95, False),
        "to-checkout": Found("to-checkout", 'link "Weiter"', 0.62, False),
        "terms": Found("terms", "#agb", 0.5, False),
        "continue": Found("continue", 'button "Jetzt: weiter"', 0.5, False),
        "guest": Found("guest", "#guest", 0.6, True),
    },
    payments=["Karte", "Rechnung"],
    payment_hosts=["pay.example"],
    other_hosts=["cdn.example:8443"],
    stop=Stop(
        "payment", "https://shop.example/kasse", "the card form", "nothing", 'hints: {place-order: button "..."}'
    ),
)


def test_a_host_first_asked_for_before_the_till_is_the_providers_where_it_shows_the_card_form() -> None:
    rect = Rect(0, 0, 300, 200)
    film = Frame("https://films.example/1", "Our workshop", "", rect)
    card = Frame("https://pay.example/fields", "Secure card payment input frame", "", rect)
    view = SimpleNamespace(frames=(film, card))
    found = replace(UNSURE, payment_hosts=[], other_hosts=["films.example", "pay.example"])
    know_the_provider(cast(PageView, view), found)
    assert (found.payment_hosts, found.other_hosts) == (["pay.example"], ["films.example"])


def test_the_proposal_holds_what_is_unsure_and_nothing_else(tmp_path: Path) -> None:
    text = proposed(UNSURE, load_shop(None, url="https://shop.example"), today=date(2026, 11, 22))
    assert "# payment_hosts: [pay.example]" in text
    assert '# hosts: ["cdn.example:8443"]' in text
    assert '  # taken at 62%: what leads from the basket to the checkout\n  # to-checkout: link "Weiter"' in text
    assert "  # terms: '#agb'" in text
    assert "  # continue: 'button \"Jetzt: weiter\"'" in text
    assert "  # not found: the button that places the order\n  # place-order:" in text
    assert "search" not in text
    (tmp_path / "shop.yaml").write_text(text, "utf-8")
    assert load_shop(tmp_path / "shop.yaml").locale == "de-DE"


def test_every_line_of_the_proposal_counts_once_its_mark_is_taken_away(tmp_path: Path) -> None:
    things = {thing: Found(thing, 'button "Da # du: ja"', 0.5, False) for thing in HINTS}
    text = proposed(replace(UNSURE, things=things), load_shop(None, url="https://shop.example"))
    lines = [each.replace("# ", "", 1) if ": " in each or "hints:" in each else each for each in text.splitlines()]
    kept = [each for each in lines if not any(word in each for word in ("taken at", "Written by", "Offered", "Prices"))]
    (tmp_path / "shop.yaml").write_text("\n".join(kept) + "\n", "utf-8")
    found = load_shop(tmp_path / "shop.yaml", environment={"SHOP_PASSWORD": "of-the-account"})
    assert set(found.hints) == set(HINTS)
    assert found.account is not None
    assert {each.host for each in found.payment_hosts} == {"pay.example"}


@pytest.mark.parametrize(
    ("language", "currency", "expected"),
    [
        ("", "", "en-GB GBP"),
        ("en", "GBP", "en-GB GBP"),
        ("en", "USD", "en-US USD"),
        ("de", "", "de-DE EUR"),
        ("de-AT", "EUR", "de-AT EUR"),
        ("de", "CHF", "de-CH CHF"),
        ("fr", "EUR", "fr-FR EUR"),
        ("pl-PL", "PLN", "pl-PL PLN"),
        ("tlh", "XYZ", "en-GB GBP"),
    ],
)
def test_whoever_scouts_lives_where_the_shop_sells(language: str, currency: str, expected: str) -> None:
    somebody = at_home(personas_of(Path("nowhere"))["shopper"], language, currency)
    assert f"{somebody.locale} {somebody.currency}" == expected


def test_a_shop_in_a_language_that_nobody_reads_is_told_as_that(
    open_tiny_shop: Callable[[], TinyShop], tmp_path: Path
) -> None:
    shop = open_tiny_shop()
    shop.answers["/"] = Answer('<html lang="ja-JP"><title>A</title><h1>A</h1>')
    steps = {each["step"]: each for each in scouted(tmp_path, shop.url).data["insights"]}
    assert "shops in 'ja' are not read (only de, en, es," in steps["language"]["said"]
    assert [unread_language(each) for each in ("", "en-GB", "DE", "pt_BR")] == [""] * 4
