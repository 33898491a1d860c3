"""What earlier visits understood of a shop, in a file that people can read; where it no longer holds, that is told."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CHANGED: Final = "The shop changed: "
"""How a sentence of a visit's story begins that tells what is no longer as it was."""

STEADY: Final = frozenset({"search", "open-search", "open-basket", "to-checkout", "accept-cookies", "reject-cookies"})
"""The things of a shop that are the same on every visit; all others depend on the product or the step."""

_VERSION: Final = 1


@dataclass
class Learned:
    """What is known of one shop, by its file; without a file nothing is kept from one visit to the next."""

    path: Path | None = None
    things: dict[str, str] = field(default_factory=dict)  # language and thing -> role and name
    fields: dict[str, str] = field(default_factory=dict)  # key of a field -> what the browser's autofill took it for

    @classmethod
    def of(cls, folder: Path, host: str) -> Learned:
        """Return what is known of the shop at a ``host:port``; a file that cannot be read is taken as none."""
        path = folder / f"{re.sub(r'[^a-z0-9.-]+', '-', host)}.json"
        known = cls(path)
        with suppress(OSError, ValueError, AttributeError, KeyError, TypeError):
            found = json.loads(path.read_text("utf-8"))
            if found.get("version") == _VERSION:
                known.things, known.fields = dict(found["things"]), dict(found["fields"])
        return known

    def takes(self, thing: str, said: str, lang: str, there: Collection[str]) -> str:
        """Learn what a thing is; return a sentence when an earlier visit knew it as something that has gone.

        ``there`` is all that can be pressed or filled on the page: as long as the old one is there, nothing changed.
        """
        if thing not in STEADY or self.path is None:
            return ""
        key = f"{lang.partition('-')[0]} {thing}".strip()
        said, old = _uncounted(said), self.things.get(key)
        if old == said or (old is not None and old in {_uncounted(each) for each in there}):
            return ""
        self.things[key] = said
        return f"{CHANGED}'{thing}' was {old} and is now {said}." if old else ""

    def keep(self) -> None:
        """Write the file, in one piece; a folder that cannot be written to costs nothing but the knowledge."""
        if self.path is None or not (self.things or self.fields):
            return
        data: Mapping[str, object] = {"version": _VERSION, "things": self.things, "fields": self.fields}
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft = self.path.with_suffix(f".{os.getpid()}.part")
            draft.write_text(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8", "replace")
            draft.replace(self.path)


def _uncounted(said: str) -> str:
    """Return a name without its numbers: a basket with two things in it is still the basket."""
    return re.sub(r"[\s(]*\d+\)?", "", said)
