"""Personas as people: a card for each, with who they are, how they shop, and what they are good at finding."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mystery_shopper.model import Persona
from mystery_shopper.personas import DEFAULTS
from mystery_shopper.personas.codes import home

_NAMES = {
    "apostrophe": "with an apostrophe",
    "hyphen": "with a hyphen",
    "accents": "with accents",
    "particle": "of several words",
    "one-letter": "of one letter",
    "two-letters": "of two letters",
    "forty-letters": "of forty letters",
}
_HABITS = {
    "compares": "goes back from a product and opens it again",
    "changes-mind": "takes one more and puts it back",
    "tries-vouchers": "tries a voucher",
    "sleeps-on-it": "leaves the basket and comes back the next day",
}
_WIDEST = 100  # a card that is wider is read worse


def print_portraits(console: Console, personas: Iterable[Persona]) -> None:
    """Print a card for each persona."""
    for each in personas:
        console.print(_card(each, min(console.width, _WIDEST)))


def lives(persona: Persona) -> list[tuple[str, str]]:
    """Return how a persona shops, as pairs of a word and a phrase; what is as with everybody is left out."""
    taste = persona.delivery
    told = [
        ("lives", f"{_house(persona)}{home(persona.locale, persona.country)}"),
        ("holds", _device(persona)),
        ("thinks", _thinking(persona)),
        ("waits", f"{persona.patience_s:g} s for an answer, then leaves"),
        ("types", _typing(persona)),
        ("reads", "every page before going on" if persona.reading == "reads" else "by skimming"),
        ("pays", f"{_pays(persona)}, {_customer(persona)}, and {persona.cookies} cookies"),
        ("also", ", ".join(_HABITS.get(each, each) for each in persona.habits)),
        ("takes", {"any": "", "collect": "the parcel from a shop or a locker"}.get(taste, f"the {taste} delivery")),
        ("sends", "the parcel to somebody else" if persona.parcel == "gift" else ""),
        ("keeps", "the browser of yesterday's visit" if persona.profile == "kept" else ""),
        ("spends", f"no more than {persona.budget:.2f} {persona.currency}" if persona.budget is not None else ""),
        ("needs", _needs(persona)),
        ("is called", _called(persona)),
        ("writes", _writes(persona)),
        ("finds", persona.finds),
    ]
    return [(word, phrase) for word, phrase in told if phrase]


def _card(persona: Persona, width: int) -> Panel:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for word, phrase in lives(persona):
        table.add_row(word, phrase)
    body = Group(Text(persona.story.strip(), style="italic"), Text(), table)
    return Panel(body, title=f"[bold]{persona.name}[/bold]", subtitle=persona.id, title_align="left", width=width)


def _device(persona: Persona) -> str:
    means = {"mouse": "a mouse", "touch": "fingers", "keyboard": "the keyboard alone"}[persona.input]
    line = persona.network.name if persona.network else ""
    gone = f"gone for {persona.offline_s:g} s now and then" if persona.offline_s else ""
    slow = f"a processor {persona.cpu_slowdown:g} times slower" if persona.cpu_slowdown != 1 else ""
    return ", ".join(each for each in (f"{persona.device.name} with {means}", line, gone, slow) if each)


def _typing(persona: Persona) -> str:
    fills = "and lets the browser fill in forms" if persona.forms == "autofill" else "each field by hand"
    slips = f", {persona.typos * 100:g} of 100 letters wrong at first" if persona.typos else ""
    return f"{persona.typing_cps:g} letters a second{slips}, {fills}"


def _pays(persona: Persona) -> str:
    return (
        f"with {persona.card}" if persona.pays == "card" else f"later where that is offered, else with {persona.card}"
    )


def _customer(persona: Persona) -> str:
    return "with an account" if persona.customer == "returning" else "as a guest"


def _needs(persona: Persona) -> str:
    told = {
        "perceives": "pages that say what they are: hears roles and names only",
        "motion": "pages that keep still",
        "colours": "the system's few colours",
        "blocks": f"shops that work without {persona.blocks.replace('-', ' ')}",
        "vision": f"more than colours to tell things apart: {persona.vision}",
    }
    needs = [said for trait, said in told.items() if getattr(persona, trait) != DEFAULTS[trait]]
    needs += [
        f"{word} at {value * 100:g} %"
        for word, value in (("pages", persona.zoom), ("letters", persona.text))
        if value != 1
    ]
    needs += [f"targets that are hit by a hand that lands {persona.aim_mm:g} mm beside"] if persona.aim_mm else []
    return "; ".join(needs)


def _called(persona: Persona) -> str:
    return (
        "" if persona.names == "ordinary" else f"by a family name {_NAMES.get(persona.names, f'with {persona.names}')}"
    )


def _house(persona: Persona) -> str:
    return {"flat": "in a flat ", "po-box": "behind a PO box "}.get(persona.address, "")


def _writes(persona: Persona) -> str:
    told = ["the country in front of the phone number"] if persona.phone == "international" else []
    told += ["a plus in the e-mail"] if persona.email == "tagged" else []
    return " and ".join(told)


def _thinking(persona: Persona) -> str:
    aims = "" if persona.input == "keyboard" else f", and takes {persona.pointing_s:g} s to aim"
    return f"{persona.thinking_s:g} s before each act{aims}"
