"""How long a person takes to read a page."""

from __future__ import annotations

from typing import Final

WORDS_A_SECOND: Final = 238 / 60
"""Silent reading of English non-fiction (Brysbaert 2019, a meta-analysis of 190 studies: 238 words a minute)."""
SKIMMED: Final = 0.2
"""The share of a page's words that people read on an average visit (Nielsen 2008: about 20 %)."""
LONGEST_S: Final = 12.0
"""Nobody reads a shop's page to its end; more than this tells nothing more about the shop (P)."""


def reading_s(text: str, how: str) -> float:
    """Return the seconds to read a text: ``how`` is reads or skims."""
    share = SKIMMED if how == "skims" else 1.0
    return min(len(text.split()) * share / WORDS_A_SECOND, LONGEST_S)
