"""Putting something in the basket: what was seen of it, and what the basket said of it later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mystery_shopper.frictions.seen import Seen
from mystery_shopper.model import Observation

_UNSEEN_SIGNS: Final = {"message", "basket"}  # words out of sight, and what is in the basket, tell nobody at once


def unseen(added: Observation) -> bool:
    """Say whether nothing on the page had told that it worked."""
    return not added.get("visible") and set(added.value) <= _UNSEEN_SIGNS


def is_unseen_adding(seen: Seen, act: Observation) -> bool:
    """Say whether an act put something in the basket without any sign, which is told as that and not as a wait."""
    deeds = [each for each in seen.ever("action", "added") if each.step == act.step]
    after = next((place for place, each in enumerate(deeds, 1) if each is act), len(deeds))
    return after < len(deeds) and deeds[after].name == "added" and unseen(deeds[after])


def added_and_found(seen: Seen) -> Iterator[tuple[Observation, Observation]]:
    """Yield every addition that the first look into the basket after it has proved."""
    for basket in seen.of("basket"):
        place = next(index for index, each in enumerate(seen.all) if each is basket)
        earlier = next((each for each in reversed(seen.all[:place]) if each.name == "basket"), None)
        since = earlier.at if earlier else -1.0
        if basket.get("expected") is None or basket.value < basket.get("expected"):
            continue
        for fact in seen.all[:place]:
            if fact.name == "added" and fact.at >= since:
                yield fact, basket


def failed_late_and_found(seen: Seen) -> Iterator[Observation]:
    """Yield what a page told by itself of a failure between an addition and the second look into the basket.

    The first look after the addition has proved that nothing had failed.
    """
    fresh = {id(each) for each in seen.new}
    told = seen.ever("added", "basket", "order", "failed_late")
    begun = [place for place, each in enumerate(told) if each.name in ("added", "order")]
    for place, ends in pairwise([*begun, len(told)]):
        after = told[place + 1 : ends]
        looks = [each for each in after if each.name == "basket"]
        if told[place].name == "order" or not looks or (looks[0].get("expected") or 0) > looks[0].value:
            continue
        until = after.index(looks[1]) if len(looks) > 1 else len(after)
        for fact in after[:until]:
            if fact.name == "failed_late" and {id(fact), id(looks[0])} & fresh and looks[0].get("expected") is not None:
                yield fact


def failed_late_after_order(seen: Seen) -> list[Observation]:
    """Return what a page told by itself of a failure after it had confirmed the order without one."""
    placed = [each for each in seen.ever("order") if each.value]
    clean = bool(placed) and not any(each.get("error_text") for each in placed)
    return [each for each in seen.of("failed_late") if clean and each.moment == "confirm"]
