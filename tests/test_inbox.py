"""A test inbox that is none says nothing about the shop, in one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tiny_shop import Answer, TinyShop

from mystery_shopper.errors import Inconclusive
from mystery_shopper.senses.inbox import Inbox

FOUND = '{"messages": [{"ID": "1"}]}'


@pytest.mark.parametrize(
    ("search", "message"),
    [
        ("<html>Hello</html>", ""),
        ("[]", ""),
        ("null", ""),
        ('{"messages": 5}', ""),
        ('{"messages": [{"id": 1}]}', ""),
        (FOUND, "[]"),
        (FOUND, '{"To": ["anna@example.com"]}'),
    ],
)
def test_another_programs_answer_is_no_inbox(open_tiny_shop: Callable[[], TinyShop], search: str, message: str) -> None:
    other = open_tiny_shop()
    other.answers["/api/v1/search"] = Answer(search, kind="application/json")
    other.answers["/api/v1/message/1"] = Answer(message, kind="application/json")
    with pytest.raises(Inconclusive, match=f"The test inbox {other.url} does not answer.*'mail: inbox:' in shop.yaml"):
        Inbox(other.url).messages_to("anna@example.com")


def test_an_inbox_without_a_message_is_one(open_tiny_shop: Callable[[], TinyShop]) -> None:
    empty = open_tiny_shop()
    empty.answers["/api/v1/search"] = Answer('{"messages": null}', kind="application/json")
    assert Inbox(empty.url).messages_to("anna@example.com") == []
