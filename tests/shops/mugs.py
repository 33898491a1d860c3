"""A little shop that sells one blue mug; a test puts other pages in the place of its own and sends somebody there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiny_shop import Answer, TinyShop

from shops.buying import Bought, Customers


def send(people: Customers, pages: Mapping[str, str], **traits: Any) -> Bought:
    """Let somebody buy the mug at a shop of these pages."""
    tiny = TinyShop()
    tiny.answers |= {path: Answer(body) for path, body in pages.items()}
    try:
        return people.buy(tiny.url, "Blue Mug", **{"patience_s": 6.0, **traits})
    finally:
        tiny.close()


def told(bought: Bought) -> str:
    """Return all that is known of a visit, for a test that fails."""
    return "\n".join([bought.sentence, *bought.findings, *bought.trail])
