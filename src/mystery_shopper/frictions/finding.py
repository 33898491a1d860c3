"""Looking for something: searches without a way on, lists that are not sorted or narrowed, and Back that forgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.stops import held_up
from mystery_shopper.frictions.wording import by, listed, number, quoted
from mystery_shopper.model import Severity, money

FALLING: Final = frozenset({"price-down"})
PRICED: Final = frozenset({"price-up", "price-down"})


@friction(
    "search-known-item-missed",
    title="What the shop sells cannot be found",
    severity=Severity.CRITICAL,
    owner="search",
    category="failed purchase",
    limit=10,
    unit="results",
    source="the scenario's own words: the product is in the shop; our own choice: among the first 10 of its name",
    harm="cannot find what the shop sells",
    friction_class="B",
)
def search_known_item_missed(seen: Seen) -> Iterator[Problem]:
    """She searched for the exact name of what the shop sells and it is not among the first results."""
    for fact in seen.of("search"):
        wanted, rank = fact.get("wanted"), fact.get("rank")
        if not wanted or fact.get("typo") or (rank is not None and rank <= seen.limit):
            continue
        got = f"on place {rank}" if rank else f"not among {fact.value} results" if fact.value else "not found"
        message = (
            f"She searched for {quoted(wanted, 80)}, by the name that the scenario gives it; it is {got}, and the "
        )
        message += f"first {seen.limit:.0f} were expected to hold it. (If that is not the shop's name for it, mend the "
        message += "scenario.)"
        yield Problem(fact, f"among the first {seen.limit:.0f}", got, by(seen, message), about=f"search {wanted}")
    yield from held_up(seen, "search-known-item-missed")


@friction(
    "search-typo-intolerant",
    title="One slip of the finger and the search finds nothing",
    severity=Severity.NORMAL,
    owner="search",
    category="other",
    source="Baymard: a search should survive one wrong letter",
    harm="one typo, nothing",
)
def search_typo_intolerant(seen: Seen) -> Iterator[Problem]:
    """A query that is one letter off the name of a product of the shop finds nothing."""
    for fact in seen.of("search"):
        if fact.get("typo") and not fact.value:
            message = f"She mistyped {quoted(fact.get('wanted'), 80)} as {quoted(fact.get('query'), 80)} and the "
            message += "search found 0 products; at least 1 was expected."
            yield Problem(fact, "at least 1 product", "0 products", by(seen, message), about="search")


@friction(
    "no-results-dead-end",
    title="A search without results is a dead end",
    severity=Severity.NORMAL,
    owner="search",
    category="other",
    source="Baymard: a page without results offers suggestions, categories or contact",
    harm="stranded",
)
def no_results_dead_end(seen: Seen) -> Iterator[Problem]:
    """Zero results, and the page's own part offers no suggestion, category or contact."""
    for fact in seen.of("search"):
        if not fact.value and fact.get("sentence") and not fact.get("ways_on"):
            message = f"The search for {quoted(fact.get('query'), 60)} ends with {quoted(fact.get('sentence'), 80)} "
            message += "and 0 ways on; a suggestion, a category or a contact was expected."
            yield Problem(fact, "a way on", "0 ways on", message, about="search without results")


@friction(
    "sort-wrong",
    title="A sorted list is not in order",
    severity=Severity.CRITICAL,
    owner="search",
    category="other",
    source="arithmetic: prices rise or fall after sorting by price; sponsored products and prices “from” left out",
    harm="the order is wrong",
)
def sort_wrong(seen: Seen) -> Iterator[Problem]:
    """After sorting by price the prices do not rise, or fall; sponsored products and prices "from" do not count."""
    for fact in seen.of("sorted"):
        prices = [each for each in fact.get("prices", ()) if each is not None]
        if fact.value not in PRICED or len(prices) < 2:
            continue
        place = _first_out_of_order(prices, falling=fact.value in FALLING)
        if place:
            currency = str(fact.get("currency") or "")
            pair = f"{money(prices[place - 1], currency)} before {money(prices[place], currency)}"
            order = "falling" if fact.value in FALLING else "rising"
            message = f"She sorted {len(prices)} products by price, and {pair} is not {order}."
            yield Problem(fact, f"{order} prices", pair, by(seen, message), about="sorted list")


@friction(
    "filter-no-effect",
    title="A filter does not filter",
    severity=Severity.CRITICAL,
    owner="search",
    category="other",
    source="the filter's own words: what is listed fits them, and other products are gone",
    harm="the filter is ignored",
)
def filter_no_effect(seen: Seen) -> Iterator[Problem]:
    """A filter leaves the list as it was, or a product on it does not fit; a filter that fits all is none."""
    for fact in seen.of("filtered"):
        before, after, wrong = (list(fact.get(key, ())) for key in ("before", "after", "violating"))
        same = bool(before) and before == after and fact.get("promised") != len(before) and not fact.get("fits_all")
        if wrong:
            observed = f"{len(wrong)} of {len(after)} do not fit"
            told = f"{listed(quoted(each, 60) for each in wrong)} {'does' if len(wrong) == 1 else 'do'} not fit"
        elif same:
            observed, told = f"{len(after)} products as before", f"the list of {len(after)} products stayed the same"
        else:
            continue
        message = f"She narrowed the list to {quoted(fact.value, 60)}, and {told}."
        yield Problem(fact, "only what fits", observed, by(seen, message), about=f"filter {fact.value}")


@friction(
    "back-loses-place",
    title="Back does not lead back",
    severity=Severity.NORMAL,
    owner="web",
    category="other",
    limit=1,
    unit="views",
    source="our own choice: filters, page and place in the list are kept, to within one window's height",
    harm="starts over",
)
def back_loses_place(seen: Seen) -> Iterator[Problem]:
    """Back resets page or filters, or loses the place in the list by more than one window's height."""
    for fact in seen.of("returned"):
        off = float(fact.get("views_off") or 0.0)
        if fact.get("changed"):
            observed = f"another list ({fact.get('changed')})"
        elif not fact.value:
            observed = f"another page ({fact.get('got')})"
        elif off > seen.limit:
            observed = f"{number(off, 1, over=seen.limit)} windows away from that place"
        else:
            continue
        message = f"She pressed Back and came to {observed}; the list as she left it was expected, its place to within "
        message += f"{seen.limit:g} window."
        expected = "the list as it was left"
        yield Problem(fact, expected, by(seen, f" {observed}").strip(), by(seen, message), about="Back")


def _first_out_of_order(prices: Sequence[Decimal], *, falling: bool) -> int:
    for place in range(1, len(prices)):
        one, other = prices[place - 1], prices[place]
        if (one < other) if falling else (one > other):
            return place
    return 0
