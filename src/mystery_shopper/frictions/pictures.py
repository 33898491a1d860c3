"""Pictures of products that do not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import page, quoted
from mystery_shopper.model import Observation, Severity, url_template


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
    """A picture of a product, in view, shows nothing after loading; several on one page are one finding."""
    missing = [each for each in seen.of("image_broken") if each.get("product", True)]
    for where in dict.fromkeys(url_template(each.url) for each in missing):
        here = [each for each in missing if url_template(each.url) == where]
        first = here[0]
        places = "an empty place" if len(here) == 1 else f"{len(here)} empty places"
        others = f" and {len(here) - 1} more" if len(here) > 1 else ""
        message = f"{page(seen, first)} shows {places} instead of {_what(first)}{others} ({first.value})."
        yield Problem(first, "a picture", places, message, cause=_cause(seen, here))


def _what(fact: Observation) -> str:
    return f"the picture {quoted(fact.get('alt'), 80)}" if fact.get("alt") else "a picture without a text"


def _cause(seen: Seen, here: Sequence[Observation]) -> str:
    """Return what the missing pictures of one page have in common with each other and with those of other pages.

    A script that brings none, else the folder of which several were missing on one page, else the one address.
    """
    if any(each.get("owed") for each in here):
        return "pictures that a script was to bring"
    folder = Counter(_folder(each) for each in here).most_common(1)[0][0]
    missing = {
        (url_template(each.url), str(each.value)) for each in seen.ever("image_broken") if _folder(each) == folder
    }
    pages = Counter(where for where, _ in missing)
    return f"pictures of {folder}/" if max(pages.values()) > 1 else str(here[0].value)


def _folder(fact: Observation) -> str:
    return url_template(str(fact.value)).rpartition("/")[0]
