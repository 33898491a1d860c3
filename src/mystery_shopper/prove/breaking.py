"""Puts faults into a shop: scripts into its pages, hands on its requests, and switches of the embedded one."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import BrowserContext, Error, Page

from mystery_shopper.errors import DataError
from mystery_shopper.prove.faults import Fault
from mystery_shopper.prove.network import Cutter

_CALLABLE: Final = re.compile(r"^\s*(?:async\s+)?(?:function\b[^(]*\([^()]*\)\s*\{|(?:\([^()]*\)|\w+)\s*=>)")


@dataclass
class Breakage:
    """What became of the faults on one visit: which took hold, and which were broken themselves."""

    took: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)  # fault -> what its script said

    def into(
        self, context: BrowserContext, faults: Sequence[Fault], lets_in: Callable[[str], bool] = lambda _url: True
    ) -> None:
        """Break the context's pages from the next one on; call it before the first is opened.

        What the shopper's own blocker does not let in (``lets_in``) is left to it.
        """
        if any(wire.makes_pages for each in faults for wire in each.wires):
            with contextlib.suppress(
                Error
            ):  # Chromium cannot tell where a page that we made comes from, and then keeps
                context.grant_permissions(["local-network-access"])  # it from frames on this machine and its network
        context.expose_binding("__ms_fault", lambda _source, name, trouble: self._told(str(name), str(trouble)))
        for fault in faults:
            if fault.script:
                context.add_init_script(script_of(fault))
            for wire in fault.wires:
                delay = wire.delay if wire.delay >= 0 else _seconds(fault)
                if delay and wire.type in ("", "document"):  # else the senses take it for our own guard's time
                    context.add_init_script(f"window.__ms_held = Math.max(window.__ms_held || 0, {delay * 1000:g})")
                Cutter(wire, delay, partial(self.took.add, fault.id), lets_in).watch(context)
            if fault.switches or not (fault.script or fault.wires):
                self.took.add(fault.id)

    def _told(self, name: str, trouble: str) -> None:
        if trouble:
            self.troubles.setdefault(name, trouble)
        else:
            self.took.add(name)


def script_of(fault: Fault) -> str:
    """Return what runs in every document of a visit with this fault."""
    around = files("mystery_shopper.prove").joinpath("fault.js").read_text("utf-8")
    dose, amount = (fault.dose.times, fault.dose.amount) if fault.dose else (1, 0)
    body = fault.script
    if _CALLABLE.match(body) and body.rstrip().rstrip(";").endswith(("}", ")")):
        body = f"return ({body.rstrip().rstrip(';')})(when, dose, amount)"
    return f"({around})({dose}, {amount}, {json.dumps(fault.id)}, (when, dose, amount) => {{\n{body}\n}})"


def check_scripts(page: Page, faults: Iterable[Fault]) -> None:
    """Let the browser read every script without running it.

    Raises:
        DataError: for the first that is no JavaScript, with what the browser says of it.
    """
    for fault in faults:
        if fault.script:
            trouble: Any = page.evaluate(
                "code => { try { new Function(code); return '' } catch (e) { return String(e) } }", script_of(fault)
            )
            if trouble:
                path, _, line = fault.source.rpartition(":")
                hint = "Begin it with `script: |`: in YAML ` #` begins a comment." if "\n" not in fault.script else ""
                text = f"fault '{fault.name}': 'script' is no JavaScript: {trouble}. {hint}".strip()
                raise DataError(path, int(line), text)


def _seconds(fault: Fault) -> float:
    """Return the dose as a delay."""
    if fault.dose is None:
        return 0.0
    return fault.dose.amount * (0.001 if fault.dose.unit == "ms" else 1.0)
