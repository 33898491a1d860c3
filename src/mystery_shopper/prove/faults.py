"""Reads a fault: one YAML file that says what is broken, where a customer meets it, and how it is broken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from mystery_shopper.errors import MysteryShopperError, SettingsError, one_of
from mystery_shopper.frictions import kinds
from mystery_shopper.problems import Problem
from mystery_shopper.prove.fault_keys import KEYS, unfolded
from mystery_shopper.prove.network import Wire
from mystery_shopper.prove.wire_keys import DOSE
from mystery_shopper.yaml.files import Node, read_file, read_keys, yaml_paths

NONE: Final = "none"
"""The kind of a decoy: something that looks like a friction and is none, so that nothing must be noticed."""


@dataclass(frozen=True)
class Dose:
    """How much of a graded fault: ``times`` the kind's limit, and the same in the limit's own unit."""

    times: float
    amount: float
    unit: str

    def __str__(self) -> str:
        return f"{self.times:g}x"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a shop, and what a shopper should say of it.

    ``kind`` is the friction that it should provoke, or "none" for a decoy. A graded fault below its kind's limit
    provokes nothing either: `wanted` knows.
    """

    name: str
    kind: str
    moments: tuple[str, ...]  # where it may be noticed; empty: anywhere
    layer: str
    says: str = ""
    personas: tuple[str, ...] = ()  # who can feel it; empty: anybody
    errand: str = ""  # the name of an errand; empty: by kind and moment
    steps: tuple[str, ...] = ()  # sentences instead of an errand
    also: tuple[str, ...] = ()  # kinds that may be noticed beside it
    like: tuple[str, ...] = ()  # for a decoy: the kinds that it must not be taken for
    or_kinds: tuple[str, ...] = ()  # other names for the same thing, as good as ``kind``
    owner: str = ""
    dose: Dose | None = None
    script: str = ""
    wires: tuple[Wire, ...] = ()
    switches: tuple[str, ...] = ()
    source: str = ""  # file:line
    folder: str = ""
    digest: str = field(default="", compare=False)  # of everything above, so that a result is known to belong to it

    @property
    def wanted(self) -> str:
        """The kind that must be noticed, or "none": for a decoy, and for a dose below the limit."""
        return NONE if self.dose is not None and self.dose.times < 1 else self.kind

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that would be right."""
        return (self.kind, *self.or_kinds)

    @property
    def id(self) -> str:
        return f"{self.name} {self.dose}" if self.dose else self.name


def load_faults(folders: Iterable[Path]) -> list[Fault]:
    """Return the faults of the folders (or single files), in the order of their names; doses are faults of their own.

    Raises:
        SettingsError: for a folder that is not there or holds no fault.
        MysteryShopperError: for the mistakes in the files, each in a line of its own.
    """
    problems: list[Problem] = []
    found: dict[str, Fault] = {}
    for folder in folders:
        paths = [folder] if folder.is_file() else sorted(yaml_paths([folder]))
        if not paths:
            raise SettingsError(
                f"There is no fault in {folder}. A fault is a YAML file with `kind:`, `moment:` and what is broken: "
                "see docs/faults.md."
            )
        for path in paths:
            for each in _read(path, folder, problems):
                _keep(each, found, problems)
    if problems:
        raise MysteryShopperError("\n".join(map(str, problems)))
    return list(found.values())


def _keep(fault: Fault, found: dict[str, Fault], problems: list[Problem]) -> None:
    if fault.id not in found:
        found[fault.id] = fault
        return
    path, _, line = fault.source.rpartition(":")
    other = found[fault.id].source
    problems.append(Problem(path, int(line), f"two faults are called '{fault.name}'; the other is at {other}."))


def _read(path: Path, folder: Path, problems: list[Problem]) -> list[Fault]:
    root = read_file(path, problems)
    if root is None:
        return []
    what = f"fault '{path.stem}'"
    before = len(problems)
    if isinstance(root.value, dict):
        root = unfolded(root, what, problems)
    values = read_keys(root, KEYS, what, problems)
    if len(problems) > before:
        return []
    doses = values.pop("dose", ())
    made = _fault(values, doses, root, path, folder, problems)
    if made is None:
        return []
    return _dosed(made, doses, root, problems)


def _fault(
    values: Mapping[str, Any], doses: object, root: Node, path: Path, folder: Path, problems: list[Problem]
) -> Fault | None:
    def wrong(text: str, key: str = "") -> None:
        assert isinstance(root.value, dict)
        line = root.value[key].line if key in root.value else root.line
        where = f": '{key}'" if key else ""
        problems.append(Problem(root.path, line, f"fault '{path.stem}'{where} {text}"))

    layer = values.get("layer") or _layer_of(values)
    if not layer:
        wrong("breaks nothing. Give one of: `script:` (dom), `pattern:` (network), `switch:` (server, payment, mail).")
        return None
    needs = {"dom": "script", "network": "network"}.get(layer, "switch")
    if not values.get(needs) and values["kind"][0] != NONE:
        wrong(f"is '{layer}' and so needs `{needs}:`. See docs/faults.md for an example.", "layer")
        return None
    if any(each.delay == DOSE for each in values.get("network", ())) and not doses:
        wrong("waits for its dose, and there is none. Add `dose: [0.9, 1.5]`, or give the delay a time: `delay: 3 s`.")
        return None
    steps = values.get("errand", ())
    return Fault(
        name=values.get("name", path.stem),
        kind=values["kind"][0],
        or_kinds=values["kind"][1:],
        moments=values.get("moment", ()),
        layer=layer,
        says=values.get("says", ""),
        personas=values.get("personas", ()),
        errand=steps[0] if len(steps) == 1 and " " not in steps[0] else "",
        steps=steps if any(" " in each for each in steps) else (),
        also=values.get("also", ()),
        like=values.get("like", ()),
        owner=values.get("owner", ""),
        script=values.get("script", ""),
        wires=values.get("network", ()),
        switches=values.get("switch", ()),
        source=root.source,
        folder=folder.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
    )


def _layer_of(values: Mapping[str, Any]) -> str:
    """Say what layer a fault without one lies in, by what it breaks."""
    given = {"script": "dom", "network": "network", "switch": "server"}
    return next((layer for key, layer in given.items() if values.get(key)), "")


def _dosed(fault: Fault, doses: Iterable[tuple[float, str]], root: Node, problems: list[Problem]) -> list[Fault]:
    """Return one fault for each dose, or the fault itself."""
    made = []
    for value, unit in doses:
        kind = kinds().get(fault.kind)
        if kind is None or not kind.limit:
            graded = sorted(each.id for each in kinds().values() if each.limit)
            text = f"fault '{fault.name}' has a dose, and '{fault.kind}' has no limit to be a multiple of."
            problems.append(Problem(root.path, root.line, f"{text}{one_of(fault.kind, graded)}"))
            return []
        to_limit = {"ms": 0.001, "s": 1.0}
        amount = value * to_limit[unit] / to_limit.get(kind.unit, 1.0) if unit else value * kind.limit
        times = amount / kind.limit
        made.append(replace(fault, dose=Dose(round(times, 4), round(amount, 6), kind.unit)))
    return made or [fault]
