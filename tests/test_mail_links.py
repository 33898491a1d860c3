"""Which link of an e-mail leads to its order, in whichever of its two parts the links stand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from mystery_shopper.frictions import find_kind
from mystery_shopper.senses.inbox import Message
from mystery_shopper.shop.aftercare import order_in
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.after import read_mail

SHOP = "https://shop.example"
HTML = f"""<a href="{SHOP}"><img alt="The Mug House"></a><p>Thank you</p>
<a href="{SHOP}/o?n=1&amp;k=2"><b>Track</b> your order</a> <a href="mailto:a@b.c">Write to us</a>
<a href="{SHOP}/unsubscribe/9">Unsubscribe</a>"""


def mail(text: str = "", html: str = "") -> Message:
    return Message("1", (), "Your order", text, html)


def way(message: Message, reference: str = "", lang: str = "en") -> str:
    found = order_in(message.links, reference, lang)
    return found.url if found else ""


def test_links_are_read_in_both_parts_each_address_once() -> None:
    assert [each.url for each in mail(html=HTML).links] == [SHOP, f"{SHOP}/o?n=1&k=2", f"{SHOP}/unsubscribe/9"]
    assert [each.words for each in mail(html=HTML).links] == ["", "Track your order", "Unsubscribe"]
    both = mail(f"See {SHOP}/a.", f'<a href="{SHOP}/a">here</a><a href="{SHOP}/b">there</a>')
    assert [each.url for each in both.links] == [f"{SHOP}/a", f"{SHOP}/b"]
    assert mail("No links", "<p>None</p>").links == ()


def test_the_lines_of_a_mail_that_has_only_html() -> None:
    html = "<html><head><title>T</title><style>p{}</style></head><body><p>Hello&nbsp;Ann</p><table><tr><td>Total</td>"
    html += "<td><b>£15.50</b></td></tr></table>Bye<br>The shop</body></html>"
    assert mail(html=html).lines == ["Hello Ann", "Total £15.50", "Bye", "The shop"]
    assert mail("One\n\n Two ", html).lines == ["One", "Two"]


WAYS = {
    "in the HTML alone": (mail("Thank you for your order.", HTML), "", f"{SHOP}/o?n=1&k=2"),
    "by its number": (mail(f"{SHOP}/sale\n{SHOP}/o/MH-7"), "MH-7", f"{SHOP}/o/MH-7"),
    "by the words before it": (mail(f"{SHOP}/sale\n\nTrack your order:\n{SHOP}/x/1"), "", f"{SHOP}/x/1"),
    "by its address": (mail(f"{SHOP}/sale {SHOP}/order-status/abc"), "", f"{SHOP}/order-status/abc"),
    "the first of equals": (mail(f"{SHOP}/a {SHOP}/b"), "", f"{SHOP}/a"),
    "never out of the newsletter": (mail(f"{SHOP}/\nUnsubscribe: {SHOP}/u/1"), "", f"{SHOP}/"),
    "nowhere": (mail("Thank you"), "MH-7", ""),
}


@pytest.mark.parametrize(("message", "reference", "url"), WAYS.values(), ids=WAYS.keys())
def test_the_way_from_an_e_mail_to_its_order(message: Message, reference: str, url: str) -> None:
    assert way(message, reference) == url


def test_without_an_inbox_neither_the_mail_nor_its_link_is_checked() -> None:
    told: list[tuple[object, ...]] = []
    recorder = SimpleNamespace(observe=lambda *what, **_: told.append(what))
    who = cast(Shopper, SimpleNamespace(at=lambda _: None, recorder=recorder))
    assert read_mail(who, None, within_s=1.0) is None
    assert told == [("not_checked", "email-missing"), ("not_checked", "email-link-broken")]
    assert {find_kind(str(kind)).friction_class for _, kind in told} == {"B"}


def test_the_way_is_known_in_other_languages() -> None:
    text = f"Unsere Angebote: {SHOP}/neu\nBestellung verfolgen: {SHOP}/b/1"
    assert way(mail(text), lang="de") == f"{SHOP}/b/1"
