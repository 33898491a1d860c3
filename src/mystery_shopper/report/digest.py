"""The digest: one page for the people who own the experience, with a map of every journey and what went wrong on it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from math import ceil
from pathlib import Path
from typing import Final

from mystery_shopper.model import Journey, Outcome, Severity, Visit
from mystery_shopper.report.crowd_page import crowd_section
from mystery_shopper.report.finding_cards import WEIGHT, again, team_cards
from mystery_shopper.report.journey_map import Stop, stops
from mystery_shopper.report.story import one_line
from mystery_shopper.report.wording import MARKS, count, listed, seconds, unsaid
from mystery_shopper.report.writing import write_whole
from mystery_shopper.scoring.scorecard import Cause, Tally, by_journey, ended, tally

_NO_REPORT: Final = "<!-- no full report yet -->"

IN_A_ROW: Final = 8
"""So many moments stand beside each other on a wide screen and can still be read."""

DOTS: Final = 60
"""More customers than this are counted and not drawn."""

_TONE: Final[Mapping[Outcome, str]] = {
    Outcome.ACHIEVED: "good",
    Outcome.WITH_FRICTION: "warn",
    Outcome.BLOCKED: "bad",
    Outcome.GAVE_UP: "bad",
    Outcome.INCONCLUSIVE: "none",
}


def digest(
    visits: Iterable[Visit],
    *,
    journeys: Mapping[str, Journey] | None = None,
    folder: Path | None = None,
    report: str = "",
) -> str:
    """Return the page as HTML that needs no network and no other file.

    ``journeys`` are the maps by id: they give the moments their titles, and show those that nobody reached.
    ``folder`` is the report folder, for pictures; ``report`` the address of the full report, relative to the page.
    """
    seen = list(visits)
    counted = tally(seen)
    body = [
        _head(seen, counted),
        crowd_section(seen),
        team_cards(seen, folder),
        *(_map(each, (journeys or {}).get(journey)) for journey, each in by_journey(seen).items()),
        _visits(seen),
        _doubts(seen),
        _foot(report),
    ]
    style, script = (_shipped(name) for name in ("digest.css", "digest.js"))
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
        f" img-src data:; script-src 'sha256-{allowed}'\">\n"
        f"<title>Mystery Shopper: {escape(_verdict(counted))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(each for each in body if each)
        + f"\n<script>{script}</script>\n</body>\n</html>\n"
    )


def write_digest(
    path: Path,
    visits: Iterable[Visit],
    *,
    journeys: Mapping[str, Journey] | None = None,
    folder: Path | None = None,
    report: str = "",
) -> Path:
    """Write the page in one piece and return its path.

    Raises:
        OSError: when it cannot be written.
    """
    return write_whole(path, digest(visits, journeys=journeys, folder=folder, report=report))


def link_report(page: Path, report: str) -> None:
    """Let a digest that was written before the full report lead to it; ``report`` is its address from the page.

    Raises:
        OSError: when the page cannot be read or written.
    """
    write_whole(page, page.read_text("utf-8").replace(_NO_REPORT, _link(report)))


def _shipped(name: str) -> str:
    return files("mystery_shopper.report").joinpath(name).read_text("utf-8")


def _verdict(counted: Tally) -> str:
    if not counted.visits:
        return "No visit was made."
    if not counted.judged:
        return "No visit says anything about the shop."
    judged = "customer" if counted.judged == 1 else f"{counted.judged} customers"
    if counted.reached == counted.judged:
        whole = f"all {judged}" if counted.judged > 1 else f"the {judged}"
        smooth = (
            ", and nothing got in the way" if not counted.outcomes[Outcome.WITH_FRICTION] else ", not without friction"
        )
        return f"{whole[0].upper()}{whole[1:]} got what they came for{smooth}."
    if counted.judged == counted.unmet:
        return f"The {'visit' if counted.judged == 1 else 'visits'} did not go as the scenario says."
    if counted.judged == 1:
        return "The customer did not get what they came for."
    return f"{counted.reached or 'None'} of {judged} got what they came for."


def _head(visits: list[Visit], counted: Tally) -> str:
    shops = listed(dict.fromkeys(each.shop_name or each.shop for each in visits))
    day = min((each.started for each in visits), default="")[:10]
    tiles = "".join(
        f'<li class="{_TONE[outcome]}"><b>{number}</b>{MARKS[outcome]} {escape(words)}</li>'
        for words, (outcome, number) in counted.endings.items()
    )
    hit = (
        f'<p class="lead">On {count(counted.defining_hit, "visit")}, something went wrong at a decisive moment,'
        " one by which the customer remembers the shop.</p>"
        if counted.defining_hit
        else ""
    )
    if 0 < counted.unmet < counted.judged:
        hit += f'<p class="lead">{count(counted.unmet, "visit").capitalize()} did not go as the scenario says.</p>'
    if lost := counted.outcomes[Outcome.INCONCLUSIVE] if counted.judged else 0:
        hit += f'<p class="lead">{count(lost, "more visit").capitalize()} can say nothing about the shop.</p>'
    return (
        f'<header><p class="over">Mystery shopping · {escape(shops)} · {escape(day)}</p>\n'
        f'<h1>{escape(_verdict(counted))}</h1>\n{hit}<ul class="tally">{tiles}</ul></header>\n<main>'
    )


def _map(visits: list[Visit], journey: Journey | None) -> str:
    title = journey.title if journey else visits[0].journey_title or visits[0].journey
    goal = f'<p class="lead">{escape(journey.goal)}</p>' if journey and journey.goal else ""
    lived = stops(visits, journey)
    places = "".join(_stop(each) for each in lived)
    if not places:
        return f"<h2>{escape(title)}</h2>{goal}<p class='small'>No visit says anything about this journey.</p>"
    return (
        f"<h2>{escape(title)}</h2>{goal}<p class='small'>Every dot is a customer who came this far;"
        f" ✖ is one who could not or would not go on there.</p>\n"
        f'<ol class="map" style="--columns: {_columns(len(lived))}" aria-label="{escape(title)}">{places}</ol>'
    )


def _columns(places: int) -> int:
    """Return how many moments stand in a row, so that no row is much shorter than another."""
    return ceil(places / ceil(places / IN_A_ROW))


def _stop(stop: Stop) -> str:
    tone = "" if stop.worst is None else f" hit-{'bad' if stop.worst.rank >= Severity.CRITICAL.rank else 'warn'}"
    dots = '<i class="left"></i>' * stop.left + '<i class="hit"></i>' * stop.held + "<i></i>" * stop.smooth
    drawn = f'<div class="dots" aria-hidden="true">{dots}</div>' if stop.came <= DOTS else ""
    held, left = f"{stop.held} held up" * bool(stop.held), f"{stop.left} went no further" * bool(stop.left)
    came = ", ".join(each for each in (count(stop.came, "customer"), held, left) if each)
    star = '<p class="star">★ decisive</p>' if stop.defining else ""
    title = stop.title[:1].upper() + stop.title[1:]
    waited = f"<br>waited {escape(_span(stop.waits)).replace(' s', '&nbsp;s')}" if stop.waits else ""
    hits = "".join(f"<li>{_hit(each)}</li>" for each in stop.causes)
    return (
        f'<li class="moment{tone if stop.came else " unseen"}"><h3>{escape(title)}</h3>'
        f'<p class="small">{escape(stop.owner or "no owner")} · {escape(stop.channel)}</p>{star}'
        f'{drawn}<p class="small">{came}{waited}</p>' + (f'<ul class="hits">{hits}</ul>' if hits else "") + "</li>"
    )


def _hit(cause: Cause) -> str:
    tone = WEIGHT[cause.finding.severity]
    whom = listed(cause.personas)
    return (
        f'<span class="badge {tone}">{escape(cause.finding.severity)}</span> {escape(cause.finding.title)}'
        f' <span class="small">({escape(whom)})</span>'
    )


def _span(waits: tuple[float, ...]) -> str:
    """Return the shortest and the longest wait; there is no average that could hide one."""
    low, high = seconds(min(waits)), seconds(max(waits))
    return low if low == high else f"{low} to {high}"


def _visits(visits: list[Visit]) -> str:
    lines = "".join(
        f'<li><span class="badge {_TONE[each.outcome]}">{MARKS[each.outcome]} {escape(ended(each))}</span>'
        f'<div><span class="small">{escape(_errand(each))}</span><br>{escape(one_line(each))}{again(each)}</div></li>'
        for each in visits
    )
    return f'<h2>Every visit</h2>\n<ul class="visits">{lines}</ul>' if lines else ""


def _errand(visit: Visit) -> str:
    """Return what the visit was about: the scenario, and the journey where that is not named alike."""
    journey = visit.journey_title or visit.journey
    return " · ".join(dict.fromkeys(each for each in (visit.scenario, journey) if each))


def _doubts(visits: list[Visit]) -> str:
    said = unsaid(visits)
    said.append("Speeds are measured in a laboratory, on the devices and networks named, not among your real visitors.")
    said.append("A few synthetic customers find obstacles; they do not tell how many real ones would leave.")
    lines = "".join(f"<li>{escape(each)}</li>" for each in dict.fromkeys(said))
    return f'<h2>What this page does not say</h2>\n<ul class="notes">{lines}</ul>'


def _foot(report: str) -> str:
    link = _link(report) if report else _NO_REPORT
    return f"</main>\n<footer>{link}Computed from visits.jsonl by Mystery Shopper.</footer>"


def _link(report: str) -> str:
    return f'<a href="{escape(report)}">The full report with pictures, requests and steps</a> · '
