"""Writes the shop file that a scout proposes: only what a human should confirm or correct, and why."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

from mystery_shopper.errors import SettingsError
from mystery_shopper.hints import HINTS
from mystery_shopper.scout.understood import Scouting
from mystery_shopper.settings import ShopFile

BEFORE: Final = "shop.before.yaml"
"""How a shop file is called that a scout's has taken the place of."""
_SECRET_TOLD: Final = 'account: {email: anna@example.com, password: "${SHOP_PASSWORD}"}'


def proposed(scouting: Scouting, known: ShopFile, *, today: date | None = None) -> str:
    """Return the text of a shop file; lines that begin with # wait for a human."""
    day = (today or date.today()).isoformat()
    goal = "reached" if scouting.reached else "not reached"
    parts = [
        f"# Written by `mystery-shopper scout` on {day}; its goal, {scouting.goal}, was {goal}.\n"
        "# It holds what is worth confirming. A line that begins with # counts once the # is taken away.",
        f"shop: {known.url}",
        _hosts(scouting, known),
        _money(scouting),
        _account(scouting, known),
        _payment(scouting),
        _hints(scouting, known),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def place_for(folder: Path, *, force: bool) -> Path:
    """Return where the proposal goes: ``shop.yaml``, or beside one that is there already.

    With ``force`` that one is kept as ``shop.before.yaml``: a scout knows nothing of its bounds, headers and inbox.

    Raises:
        SettingsError: when it cannot be kept.
    """
    own = folder / "shop.yaml"
    if not own.exists():
        return own
    if not force:
        return folder / "shop.scouted.yaml"
    try:
        own.replace(folder / BEFORE)
    except OSError as trouble:
        raise SettingsError(f"{own} cannot be kept as {BEFORE}: {trouble.strerror}.") from None
    return own


def write(path: Path, text: str) -> None:
    """Write the proposal.

    Raises:
        SettingsError: when the folder cannot be written to.
    """
    try:
        path.write_text(text, "utf-8")
    except OSError as trouble:
        raise SettingsError(
            f"{path} cannot be written: {trouble.strerror}. Start the scout in another folder."
        ) from None


def _hosts(scouting: Scouting, known: ShopFile) -> str:
    lines = [f"hosts: [{_listed(each.url for each in known.hosts)}]"] if known.hosts else []
    if known.payment_hosts:
        lines.append(f"payment_hosts: [{_listed(each.url for each in known.payment_hosts)}]")
    if scouting.payment_hosts:
        lines.append(
            "# Met at the till and not entered. If it is your payment provider (or its test system), allow it:"
        )
        lines.append(f"# payment_hosts: [{_listed(scouting.payment_hosts)}]")
    if scouting.other_hosts:
        lines.append("# The shop led here, and nobody followed. If it is yours, allow it:")
        lines.append(f"# hosts: [{_listed(scouting.other_hosts)}]")
    return "\n".join(lines)


def _money(scouting: Scouting) -> str:
    if not scouting.currency:
        return "# No price said its currency. If all visitors see the same:\n# currency: EUR"
    seen = f"# Prices were in {scouting.currency}, the language was {scouting.language or 'not said'}."
    held = f"{seen} Keep this if it holds for every visitor:"
    return f"{held}\ncurrency: {scouting.currency}\nlocale: {scouting.locale}"


def _account(scouting: Scouting, known: ShopFile) -> str:
    if known.account is not None:
        return f'account: {{email: {known.account.email}, password: "${{SHOP_PASSWORD}}"}}'
    demanded = scouting.stop is not None and scouting.stop.helps.startswith("account")
    why = "The checkout demands an account." if demanded else "For customers who come back, name a test account."
    return f"# {why}\n# {_SECRET_TOLD}"


def _payment(scouting: Scouting) -> str:
    if len(scouting.payments) < 2:
        return ""
    return f"# Offered to pay with: {'; '.join(scouting.payments)}. A card is taken where there is one."


def _hints(scouting: Scouting, known: ShopFile) -> str:
    kept = [f"  {thing}: {_quoted(each.written)}" for thing, each in known.hints.items()]
    asked = []
    for thing in scouting.missing():
        found = scouting.things.get(thing)
        said = f"taken at {found.sure:.0%}" if found else "not found"
        hint = _quoted(found.hint) if found else '"..."'
        asked.append(f"  # {said}: {HINTS[thing]}\n  # {thing}: {hint}")
    if not kept and not asked:
        return ""
    head = "hints:" if kept else "# hints:  # take the # away here and before the lines that you keep"
    return "\n".join([head, *kept, *asked])


def _listed(names: object) -> str:
    return ", ".join(f'"{each}"' if ":" in str(each) else str(each) for each in names)  # type: ignore[attr-defined]


def _quoted(written: str) -> str:
    """Return a text as YAML holds it: bare where that is what people would write, else in single quotes."""
    bare = re.fullmatch(r"[A-Za-z][^#:]*", written)
    return written if bare else "'" + written.replace("'", "''") + "'"
