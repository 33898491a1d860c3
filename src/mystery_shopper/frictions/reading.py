"""What troubles everybody who reads: words of a program, a foreign language, sideways scrolling, help that moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import listed, number, page, quoted
from mystery_shopper.model import Observation, Severity

NARROW: Final = 480.0
"""CSS pixels: a window as wide as this or narrower stands for the 320 that WCAG 1.4.10 names (P)."""
_PAGES_BEFORE: Final = 2  # so many pages with help in one place make a customer look for it there (P)
_MARKS: Final = 2  # so much of what stood before help stands behind it now, or the other way round (P)
_PLACES: Final = {
    "header": "the page's head",
    "nav": "the menu",
    "footer": "the page's foot",
    "page": "the page itself",
}


@friction(
    "placeholder-text",
    title="A word of a program is shown to the customer",
    severity=Severity.NORMAL,
    owner="web",
    category="other",
    source="a template or translation that found no value: undefined, NaN, {{name}}, a raw key",
    harm="looks broken",
)
def placeholder_text(seen: Seen) -> Iterator[Problem]:
    """A page shows `undefined`, `NaN`, `{{...}}`, `[object Object]` or the key of a translation."""
    for fact in seen.of("slip"):
        text = quoted(fact.get("text", fact.value))
        message = f"{page(seen, fact)} shows {quoted(fact.value)} in {text}; words for a customer were expected."
        yield Problem(fact, "words for a customer", str(fact.value), message, cause=str(fact.get("text", fact.value)))


@friction(
    "wrong-locale",
    title="The shop speaks another language or another money",
    severity=Severity.NORMAL,
    owner="web",
    category="other",
    source="the customer's own language and currency, or a way to choose them",
    harm="another language or currency",
)
def wrong_locale(seen: Seen) -> Iterator[Problem]:
    """Language or currency of a page differ from the customer's, and nothing offers to change them."""
    own_language = seen.persona.locale.replace("_", "-").split("-")[0].casefold()
    for fact in seen.of("language"):
        if fact.get("switcher"):
            continue
        pairs = (("language", own_language, fact.value), ("currency", seen.persona.currency, fact.get("currency")))
        for what, wanted, got in pairs:
            if wanted and got and wanted != got:
                message = f"{page(seen, fact)} is in {what} {got}; this customer's is {wanted}, and nothing on the "
                message += "page offers to change it."
                yield Problem(fact, f"{what} {wanted}", f"{what} {got}", message, about=what, cause=f"{what} {got}")


@friction(
    "reflow-loss",
    title="The page has to be scrolled sideways",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    limit=8,
    unit="px",
    source="WCAG 2.2, 1.4.10 Reflow: no scrolling in two directions at 320 CSS px; we allow 8 px, up to 480 px",
    harm="scrolls both ways",
)
def reflow_loss(seen: Seen) -> Iterator[Problem]:
    """In a narrow window the page is wider than the window and scrolls sideways."""
    for fact in seen.of("sideways"):
        width = float(fact.get("width") or seen.persona.device.width)
        width = min(width, seen.persona.device.width)  # a phone calls the whole of a page that is too wide its window
        if width <= NARROW and fact.value > seen.limit:
            wide = f"{number(fact.value, 0, over=seen.limit)} px"
            message = f"{page(seen, fact)} is {wide} wider than the window of {width:.0f} px, "
            message += f"so that lines are read by scrolling to and fro; {seen.limit:.0f} px are the limit."
            same = f"{fact.value:.0f} px too wide"  # one part of every page, such as a table in the frame of the shop
            yield Problem(fact, f"at most {seen.limit:.0f} px", wide, message, about="page width", cause=same)


@friction(
    "help-inconsistent",
    title="Help is not where it was",
    severity=Severity.MINOR,
    owner="customer service",
    category="accessibility",
    source="WCAG 2.2, 3.2.6 Consistent Help",
    harm="cannot find help",
)
def help_inconsistent(seen: Seen) -> Iterator[Problem]:
    """Help has another place or order than on all pages before, or is gone; of several ways to it one has moved."""
    fresh = {id(each) for each in seen.of("help")}
    pages = [each for each in seen.ever("help") if each.url]
    for place, fact in enumerate(pages):
        before = [each for each in pages[:place] if urlsplit(each.url).netloc == urlsplit(fact.url).netloc]
        if id(fact) not in fresh or len(before) < _PAGES_BEFORE or _broken(seen, fact):
            continue
        if found := _passed(before, fact):
            yield _order(seen, fact, len(before), *found)
            continue
        common = set.intersection(*(set(each.value) for each in before)) - {"page"}
        if common and not common & set(fact.value):
            name, regions = next(iter(before[-1].value.values()))[0], set(fact.value)
        elif moved := _moved(before, fact):
            (name, regions), common = moved, {moved_from for moved_from, each in _stable(before) if each == moved[0]}
        else:
            continue
        was = listed(_PLACES.get(each, each) for each in sorted(common))
        now = listed(_PLACES.get(each, each) for each in sorted(regions))
        said = f"is in {now}" if now else "is gone"
        message = f"On {len(before)} pages the way to help ({quoted(name, 40)}) was in {was}; on "
        message += f"{page(seen, fact).removeprefix('The page ')} it {said}."
        yield Problem(fact, f"help in {was}", f"help {said}", message, about="help", cause="help")


def _order(seen: Seen, fact: Observation, pages: int, name: str, was: str, others: list[str]) -> Problem:
    now = "after" if was == "before" else "before"
    message = f"On {pages} pages the way to help ({quoted(name, 40)}) came {was} "
    message += f"{listed([quoted(each, 40) for each in others[:3]])}; on {page(seen, fact).removeprefix('The page ')} "
    message += f"it comes {now} {'it' if len(others) == 1 else 'them'}."
    return Problem(fact, f"help {was} {quoted(others[0], 40)}", f"help {now} it", message, element="help", cause="help")


def _passed(before: list[Observation], fact: Observation) -> tuple[str, str, list[str]] | None:
    """Return a link that stays in its part of the furniture, and what it has changed places with.

    The order counts relative to what every page has (WCAG 3.2.6).
    """
    orders = [tuple(each.get("order", ())) for each in (*before, fact)]
    for at, name in sorted(_stable([*before, fact])):
        if at == "page" or not all(name in each for each in orders):
            continue
        places = [each.index(name) for each in orders]
        ahead = [set(each[:place]) for each, place in zip(orders, places, strict=True)]
        behind = [set(each[place + 1 :]) for each, place in zip(orders, places, strict=True)]
        for was, then, now in (("before", behind, ahead), ("after", ahead, behind)):
            crossed = set.intersection(*then[:-1]) & now[-1]
            if len(crossed) >= _MARKS:
                return name, was, [each for each in orders[-1] if each in crossed]
    return None


def _stable(pages: list[Observation]) -> set[tuple[str, str]]:
    """Return the places of the furniture, each with the words of a link, that all pages have."""
    return set.intersection(*({(at, name) for at, names in each.value.items() for name in names} for each in pages))


def _moved(before: list[Observation], fact: Observation) -> tuple[str, set[str]] | None:
    """Return a link that has left the place where all pages had it for another part of the page's furniture."""
    for at, name in sorted(_stable(before)):
        now = {region for region, names in fact.value.items() if name in names}
        if at != "page" and now - {"page"} and at not in now:
            return name, now
    return None


def _broken(seen: Seen, fact: Observation) -> bool:
    return any(each.url == fact.url and (each.value >= 400 or not each.value) for each in seen.ever("navigation"))
