"""The crowd in the digest: what its numbers allow to say, and persona against moment with links to the why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from mystery_shopper.model import Finding, Visit
from mystery_shopper.report.crowd import apart, gap_sentence, gaps_of, gave_up, percent, sign, told
from mystery_shopper.report.wording import moment_title, seconds
from mystery_shopper.scoring.parity import Cell, Disparity, Gap, cell, crowd_of, disparities, fate, funnel, moments
from mystery_shopper.scoring.scorecard import by_journey, by_persona


def crowd_section(visits: Iterable[Visit]) -> str:
    """Return the section about the drawn shoppers as HTML; nothing when there were none."""
    crowd = crowd_of(visits)
    if not crowd:
        return ""
    gaps = disparities(crowd)
    said = "".join(f"<li>{escape(each)}</li>" for each in told(fate(crowd)))
    journeys = "".join(_journey(each, gaps) for each in by_journey(crowd).values())
    return f'<h2>The crowd</h2>\n<ul class="notes">{said}</ul>\n{_people(crowd)}{_gaps(gaps)}{journeys}'


def anchor(finding: Finding) -> str:
    """Return the id by which the page's table leads to a finding."""
    return f"finding-{finding.fingerprint}"


def _people(crowd: Sequence[Visit]) -> str:
    rows = []
    for who, theirs in by_persona(crowd).items():
        ended = fate(theirs)
        time = seconds(ended.seconds.value) if ended.seconds else "-"
        there = f"{ended.reached.count} of {ended.reached.of}"
        cells = (who, str(len(theirs)), there, percent(ended.reached), time)
        rows.append("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in cells) + "</tr>")
    return _table(("Persona", "Visits", "Got there", "Share", "Time to the goal"), rows)


def _gaps(gaps: Sequence[Disparity]) -> str:
    if not gaps:
        return '<h3>Who was worse off than others</h3><p class="small">Nobody.</p>'
    lines = "".join(f"<li>{escape(gap_sentence(each))}{_why(each)}</li>" for each in gaps)
    return f'<h3>Who was worse off than others</h3>\n<ul class="notes">{lines}</ul>'


def _why(gap: Disparity) -> str:
    if gap.cause is None:
        return ' <span class="small">No finding explains it.</span>'
    link = f'<a href="#{anchor(gap.cause)}">{escape(gap.cause.title)}</a>'
    return f' {link} <span class="small">({escape(gap.cause.team)})</span>'


def _journey(visits: Sequence[Visit], gaps: Sequence[Disparity]) -> str:
    title = escape(visits[0].journey_title or visits[0].journey)
    return f"<h3>{title}</h3>{_funnel(visits)}{_parity(visits, gaps_of(visits, gaps))}"


def _funnel(visits: Sequence[Visit]) -> str:
    rows, why = [], apart(visits)
    for each in funnel(visits):
        left = gave_up(each.gave_up_after) if each.gave_up_after else ""
        done = [str(each.done or "")] if why else []
        cells = (moment_title(each.moment), str(each.came), str(each.stopped or ""), left, *done)
        rows.append("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in cells) + "</tr>")
    heads = ("Came to", "Visits", "Went no further", "Of these, gave up", *(["Scenario ended"] if why else []))
    return _table(heads, rows) + (f'<p class="small">{escape(why)}</p>\n' if why else "")


def _parity(visits: Sequence[Visit], gaps: Sequence[Disparity]) -> str:
    people = by_persona(visits)
    if len(people) < 2:
        return ""
    places = moments(visits)
    rows = []
    for who in people:
        cells = "".join(_cell(cell(visits, gaps, who, place)) for place in places)
        rows.append(f'<tr><th scope="row">{escape(who)}</th>{cells}</tr>')
    return _table(("Persona", *(moment_title(each).removeprefix("the ") for each in places)), rows)


def _cell(one: Cell) -> str:
    if not one.came:
        return "<td>-</td>"
    kinds = {each.gap for each in one.gaps}
    tone = "bad" if one.stopped else "warn" if Gap.HINDERED in kinds else "none" if kinds else "good"
    cause = next((each.cause for each in one.gaps if each.cause), None)
    text = escape(sign(one))
    linked = f'<a href="#{anchor(cause)}" title="{escape(cause.title)}">{text}</a>' if cause else text
    time = f"<small>{seconds(one.seconds.value)}</small>" if one.seconds else ""
    return f'<td class="{tone}">{linked}{time}</td>'


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    return (
        f'<div class="wide" tabindex="0"><table class="parity"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )
