"""Putting something in the basket: what was seen of it, and what the basket said of it later."""

from __future__ import annotations

from collections.abc import Iterator
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
