"""The findings in the digest: a card for each, by team, the gravest with the picture that proves it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Final

from mystery_shopper.model import Severity, Visit
from mystery_shopper.report.crowd_page import anchor
from mystery_shopper.report.wording import TO_WATCH, listed, moment_title, nothing_found
from mystery_shopper.scoring.scorecard import Cause, by_owner, causes

PICTURES: Final = 12
PICTURE_BYTES: Final = 400_000
"""So many pictures of at most this size are put into the page, the gravest findings' first, so that it can still be
sent by e-mail."""

WEIGHT: Final[Mapping[Severity, str]] = {
    Severity.BLOCKER: "bad",
    Severity.CRITICAL: "bad",
    Severity.NORMAL: "warn",
    Severity.MINOR: "none",
}
"""The tone of a severity, as the style sheet calls it."""


def team_cards(visits: list[Visit], folder: Path | None) -> str:
    """Return the findings by team as HTML, with pictures from the report folder; nothing when there was no visit."""
    if not visits:
        return ""
    owners = by_owner(visits)
    if not owners:
        return f'<h2>What to mend</h2><p class="lead">{escape(nothing_found(visits))}</p>'
    pictures = _pictures(causes(visits), folder) if folder else {}
    cards = []
    for owner, theirs in owners.items():
        told = "".join(_card(cause, pictures.get(cause.finding.fingerprint, "")) for cause in theirs)
        cards.append(f'<section class="team"><h3>{escape(owner)}</h3>{told}</section>')
    return f'<h2>What to mend first, by team</h2>\n<div class="teams">{"".join(cards)}</div>'


def again(visit: Visit) -> str:
    """Return the command that shows a visit again, folded up; nothing when none is known."""
    if not visit.reproduce:
        return ""
    return (
        "<details><summary>See it again</summary><div class='again'>"
        f"<code tabindex='0'>{escape(visit.reproduce)}</code>"
        f"<button class='copy' type='button'>Copy</button></div><p class='small'>{escape(TO_WATCH)}</p></details>"
    )


def _card(cause: Cause, picture: str) -> str:
    finding = cause.finding
    known = f"known since {finding.known_since}" if finding.known_since else "new"
    star = '<span class="star"> ★ decisive</span>' if cause.defining else ""
    whom = listed(dict.fromkeys(each.persona_name or each.persona for each in cause.visits))
    return (
        f'<article class="cause" id="{anchor(finding)}">'
        f'<span class="badge {WEIGHT[finding.severity]}">{escape(finding.severity)}</span>'
        f' <span class="small">at {escape(moment_title(finding.moment))} · {escape(known)}</span>{star}'
        f"<h4>{escape(finding.title)}</h4><p>{escape(finding.message)}</p>{picture}"
        f'<p class="small">Met by {escape(whom)}</p>{_place(cause)}{again(cause.visits[0])}</article>'
    )


def _place(cause: Cause) -> str:
    """Return where it was seen: the scenario's step, the page and what is concerned on it."""
    finding = cause.finding
    known = {"Step": finding.step, "Page": finding.url, "On it": finding.element}
    lines = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in known.items() if text)
    return f'<dl class="place">{lines}</dl>' if lines else ""


def _pictures(gravest: Iterable[Cause], folder: Path) -> dict[str, str]:
    """Return the pictures of the gravest findings by fingerprint, put into the page."""
    found: dict[str, str] = {}
    for cause in gravest:
        shown = _picture(cause, folder) if len(found) < PICTURES else ""
        if shown:
            found[cause.finding.fingerprint] = shown
    return found


def _picture(cause: Cause, folder: Path) -> str:
    """Return a finding's first picture that is small enough, whichever visit took it; nothing when there is none."""
    seen = [each for visit in cause.visits for each in visit.findings if each.fingerprint == cause.finding.fingerprint]
    for evidence in (one for each in (cause.finding, *seen) for one in each.evidence if one.kind == "screenshot"):
        path = folder / evidence.path
        if path.is_file() and path.stat().st_size <= PICTURE_BYTES:
            kind = "png" if path.suffix == ".png" else "jpeg"
            data = base64.b64encode(path.read_bytes()).decode()
            return f'<img alt="{escape(evidence.title)}" src="data:image/{kind};base64,{data}">'
    return ""
