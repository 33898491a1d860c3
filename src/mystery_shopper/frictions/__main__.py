"""Write docs/frictions.md from the rules themselves: ``python -m mystery_shopper.frictions [--check] [FILE]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from mystery_shopper.frictions.registry import Kind, describe

PAGE: Final = Path("docs/frictions.md")
TITLES: Final = {
    "failed purchase": "No purchase",
    "payment": "Payment",
    "price and money": "Prices and sums",
    "broken promise": "Promises",
    "form": "Forms",
    "does not work": "What does not work",
    "accessibility": "Accessibility",
    "slow": "Waiting",
    "other": "Everything else",
}
INTRODUCTION: Final = """# The frictions that are noticed

<!-- Written by `python -m mystery_shopper.frictions`; change the rules, not this page. -->

A rule holds what was seen on a visit against what the customer may expect. Every finding names both numbers, the
moment, the team it goes to, and what proves it. In a journey map, each kind can get another `limit`, `severity` or
`owner` for one moment, or be switched `off` there with a reason (see [own rules](own-rule.md) for kinds of your own).

- **Class A** needs the browser alone. **Class B** needs an oracle, such as a readable inbox; without one the report
  says "not checked", never "passed".
- **Limits** of web vitals are published for the 75th percentile of real visits; here they are held against one visit in
  a lab, and the finding says so. "Our own choice" marks a limit that this project chose.
- **Timed** kinds are not judged on a machine that was too busy to measure time: with under a tenth of it idle while the
  time went by, everything on it waits for its turn, a shop that runs there too.
- **One cause is one finding**: what follows from it, such as the order that does not come after a payment form that did
  not load, is listed with it as evidence.
- A visit that met a bot challenge, a dead network or shop, or a host that our own guard refuses is *inconclusive*: it
  shows no friction and passes nothing.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    groups = groupby(describe(), key=lambda each: each.category)
    return "\n".join([INTRODUCTION, *("\n".join(_section(title, list(kinds))) for title, kinds in groups)])


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    path = next((Path(each) for each in arguments if not each.startswith("-")), PAGE)
    if "--check" not in arguments:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), encoding="utf-8")
        print(f"{path}: {len(describe())} kinds of friction written")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == page():
        return 0
    print(f"{path}: not what the rules say now. Run: python -m mystery_shopper.frictions {path}", file=sys.stderr)
    return 1


def _section(category: str, kinds: list[Kind]) -> Iterator[str]:
    yield f"## {TITLES[category]}\n"
    yield "| kind | the customer suffers | rule | limit | severity | usual team | class |"
    yield "|---|---|---|---|---|---|---|"
    for each in kinds:
        timed = ", timed" if each.timing else ""
        rule = " ".join((each.rule.__doc__ or "").split())
        yield (
            f"| `{each.id}` | {each.harm} | {rule} *{each.source}* | {each.threshold} | {each.severity} | {each.owner} "
            f"| {each.friction_class}{timed} |"
        )
    yield ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
