"""Pictures of products that do not show."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import page, quoted
from mystery_shopper.model import Severity


@friction(
    "image-broken",
    title="A product's picture does not show",
    severity=Severity.NORMAL,
    owner="merchandising",
    category="does not work",
    source="natural width 0 of a picture in view after the page has settled",
    harm="cannot see the product",
)
def image_broken(seen: Seen) -> Iterator[Problem]:
    """A picture of a product, in view, shows nothing after loading."""
    for fact in seen.of("image_broken"):
        if fact.get("product", True):
            what = f"the picture {quoted(fact.get('alt'), 80)}" if fact.get("alt") else "a picture without a text"
            message = f"{page(seen, fact)} shows an empty place instead of {what} ({fact.value})."
            yield Problem(fact, "a picture", "an empty place", message, cause=str(fact.value))
