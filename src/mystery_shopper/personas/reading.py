"""Reads ``personas/*.yaml`` and says of every mistake where it is and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from babel import Locale
from babel.numbers import get_territory_currencies

from mystery_shopper.cards import card_name
from mystery_shopper.errors import SettingsError, did_you_mean, one_of
from mystery_shopper.model import Device, Network, Persona
from mystery_shopper.personas.codes import read_country, read_currency, read_locale, read_timezone, unknown_country
from mystery_shopper.personas.drawing import name_shapes
from mystery_shopper.presets import countries, device, devices, network, networks
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys, strange_id, yaml_paths
from mystery_shopper.yaml.values import many, millimetres, name, number, one, percent, rate, seconds, text, times

MIX_FILE: Final = "mix.yaml"
"""The file beside the personas that says how a crowd is made up of them; it is no persona itself."""

_MOST_LISTED: Final = 8  # in an error message: more is not read

DEFAULTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "pronoun": "they",
        "device": "desktop",
        "network": "unthrottled",
        "cpu": 1.0,
        "patience": 10.0,
        "typing": 5.0,
        "pointing": 0.8,
        "thinking": 0.5,
        "reading": "reads",
        "cookies": "accepts",
        "customer": "guest",
        "card": "visa-approved",
        "forms": "autofill",
        "names": "ordinary",
        "address": "house",
        "phone": "national",
        "email": "plain",
        "zoom": 1.0,
        "text": 1.0,
        "motion": "full",
        "colours": "own",
        "perceives": "sight",
        "typos": 0.0,
        "aim": 0.0,
        "vision": "full",
        "offline": 0.0,
        "parcel": "home",
        "delivery": "any",
        "pays": "card",
        "profile": "fresh",
        "blocks": "nothing",
        "finds": "",
    }
)
"""What a trait is when the file does not say it. ``patience`` is Nielsen's limit of attention (10 s), ``typing`` about
60 words a minute; ``pointing`` and ``thinking`` are our own choice (Card, Moran & Newell 1980 measured 1.1 s and 1.35 s
for pointing and for thinking at office work). ``country`` comes from the locale, ``currency`` and ``timezone`` from the
country, ``input`` from the device (touch where it can be touched, else mouse)."""

HABITS: Final = ("compares", "changes-mind", "tries-vouchers", "sleeps-on-it")
VISION: Final = ("protanopia", "deuteranopia", "tritanopia", "achromatopsia")
"""Colours that cannot be told apart, in the browser's own words: red, green, blue, all."""


def load_personas(folders: Iterable[Path]) -> dict[str, Persona]:
    """Return the personas of the folders by id.

    Raises:
        DataError: for the first mistake, with how many more there are.
    """
    problems: list[Problem] = []
    personas = read_personas(folders, problems)
    raise_first(problems)
    return personas


def read_personas(folders: Iterable[Path], problems: list[Problem]) -> dict[str, Persona]:
    """Return the personas that can be read, by id, and note every mistake in ``problems``."""
    found: dict[str, Persona] = {}
    for path in (each for each in yaml_paths(folders) if not is_mix(each)):
        persona = _read(path, problems)
        if persona is not None:
            _keep(persona, found, problems)
    return found


def is_mix(path: Path) -> bool:
    """Say whether a file is the mix and no persona, though its name may be spelt otherwise than it must be."""
    return path.with_suffix(".yaml").name.lower() == MIX_FILE


def find_persona(personas: Mapping[str, Persona], wanted: str) -> Persona:
    """Return the persona of that id or display name, whatever the case; the first word of a name is enough.

    Raises:
        SettingsError: when nobody is called so, naming the nearest.
    """
    by_name = {each.name.casefold(): each for each in personas.values()}
    by_id = {key.casefold(): each for key, each in personas.items()}
    known = by_name | by_id
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    by_first_word = [each for each in personas.values() if _first_word(each.name) == wanted.casefold()]
    if len(by_first_word) == 1:
        return by_first_word[0]
    near = did_you_mean(wanted, list(personas) + [each.name for each in personas.values()])
    way = "" if near else " Another one is invited with `mystery-shopper personas new`."
    raise SettingsError(f"There is no persona '{wanted}'.{near} Known: {_listed(personas)}.{way}")


def _listed(personas: Mapping[str, Persona]) -> str:
    if not personas:
        return "none, the folder is empty"
    shown = ", ".join([each.id for each in personas.values()][:_MOST_LISTED])
    more = len(personas) - _MOST_LISTED
    return f"{shown} and {more} more, whom `mystery-shopper personas` shows" if more > 0 else shown


def _first_word(display_name: str) -> str:
    return re.split(r"[\s,]", display_name.casefold(), maxsplit=1)[0]


def _keep(persona: Persona, found: dict[str, Persona], problems: list[Problem]) -> None:
    for other in found.values():
        for what, same in (("id", persona.id == other.id), ("name", persona.name.casefold() == other.name.casefold())):
            if same:
                value = persona.id if what == "id" else persona.name
                problem = f"two personas have the {what} '{value}'; the other is at {other.source}. Rename one."
                problems.append(_problem_at(persona.source, problem))
                return
    found[persona.id] = persona


def _problem_at(source: str, problem: str) -> Problem:
    path, _, line = source.rpartition(":")
    return Problem(path, int(line), problem)


def _read(path: Path, problems: list[Problem]) -> Persona | None:
    root = read_file(path, problems)
    if root is None:
        return None
    before = len(problems)
    problems.extend(strange_id(root, path, "persona"))
    values = read_keys(root, TRAITS, f"persona '{_id(root, path)}'", problems)
    given = root.value if isinstance(root.value, dict) else {}
    if len(problems) == before:
        _complete(values, given, root, f"persona '{_id(root, path)}'", problems)
    if len(problems) > before:
        return None
    return _persona(values, _id(root, path), root.source)


def _id(root: Node, path: Path) -> str:
    given = root.value.get("persona") if isinstance(root.value, dict) else None
    return given.value if given and isinstance(given.value, str) else path.stem.lower()


def _complete(values: dict[str, Any], given: Mapping[str, Node], root: Node, who: str, problems: list[Problem]) -> None:
    """Fill in what follows from other traits, and note what contradicts itself."""

    def complain(key: str, problem: str) -> None:
        line = given[key].line if key in given else root.line
        problems.append(Problem(root.path, line, f"{who}: {problem}"))

    locale, written = Locale.parse(values["locale"], sep="-"), given["locale"].value
    country = values.setdefault("country", locale.territory)
    if not country:
        complain("locale", f"'locale' is '{written}' and names no country. Add one, as in `en-GB`.")
        return
    if country not in countries():
        complain("locale", f"'locale' is '{written}' with the country '{country}', {unknown_country(country)}")
        return
    values.setdefault("currency", get_territory_currencies(country)[-1])
    values.setdefault("timezone", countries()[country].timezone)
    held: Device = values.get("device") or devices()[DEFAULTS["device"]]
    usual = "keyboard" if values.get("perceives") == "names" else "touch" if held.touch else "mouse"
    values.setdefault("input", usual)
    if values.get("perceives") == "names" and values["input"] == "mouse":
        complain(
            "input", "'input' is 'mouse', but who perceives names only sees nothing to point at. Write `keyboard`."
        )
    for unread in ("pointing", "aim") if values["input"] == "keyboard" else ():
        if unread in given:
            complain(
                unread, f"'{unread}' would do nothing, because who uses the keyboard alone never points. Remove it."
            )
    if values["input"] == "touch" and not held.touch:
        complain("input", f"'input' is 'touch', but the device '{held.name}' cannot be touched. Choose another device.")


def _persona(values: Mapping[str, Any], persona_id: str, source: str) -> Persona:
    traits = {
        **DEFAULTS,
        "network": None,
        "habits": (),
        "budget": None,
        "device": devices()[DEFAULTS["device"]],
        **values,
    }
    return Persona(
        id=persona_id,
        source=source,
        cpu_slowdown=traits["cpu"],
        patience_s=traits["patience"],
        typing_cps=traits["typing"],
        pointing_s=traits["pointing"],
        thinking_s=traits["thinking"],
        aim_mm=traits["aim"],
        offline_s=traits["offline"],
        **{key: traits[key] for key in _SAME_NAME},
    )


def _name_shape(node: Node) -> str:
    return one(*name_shapes())(node)


def _budget(node: Node) -> Decimal:
    return Decimal(str(number(0, 1_000_000, "40")(node)))


def _device(node: Node) -> Device:
    if isinstance(node.value, dict):
        return device(node, "own device")
    value = text(node, f"one of: {', '.join(devices())}, or an own device")
    if value not in devices():
        raise node.error(f"is {value!r}, which is no known device.{one_of(value, devices())}")
    return devices()[value]


def _network(node: Node) -> Network | None:
    if isinstance(node.value, dict):
        return network(node, "own network")
    value = text(node, f"one of: {', '.join(networks())}, unthrottled, or an own network")
    if value == "unthrottled":
        return None
    if value not in networks():
        raise node.error(f"is {value!r}, which is no known network.{one_of(value, [*networks(), 'unthrottled'])}")
    return networks()[value]


def _pronoun(node: Node) -> str:
    """Return she, he or they; who writes another form of one of them is told that one."""
    meant = _FORMS.get(text(node, "one of: she, he, they").lower())
    if meant is not None:
        raise node.error(f"is {node.value!r}. Did you mean '{meant}'? Valid: she, he, they.")
    return one("she", "he", "they")(node)


_FORMS: Final = {
    form: pronoun
    for pronoun, forms in {"she": "her hers woman", "he": "him his man", "they": "them their theirs"}.items()
    for form in forms.split()
}

TRAITS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "persona": Key(name),
        "name": Key(text, "Amelie, between two trains", required=True),
        "story": Key(text, "She shops standing, with one thumb.", required=True),
        "pronoun": Key(_pronoun),
        "locale": Key(read_locale, "en-GB", required=True),
        "country": Key(read_country),
        "currency": Key(read_currency),
        "timezone": Key(read_timezone),
        "device": Key(_device),
        "network": Key(_network),
        "cpu": Key(times(1, 20)),
        "patience": Key(seconds(1, 600)),
        "typing": Key(rate(0.2, 20)),
        "pointing": Key(seconds(0, 10)),
        "thinking": Key(seconds(0, 60)),
        "reading": Key(one("reads", "skims")),
        "input": Key(one("mouse", "touch", "keyboard")),
        "cookies": Key(one("accepts", "rejects")),
        "customer": Key(one("guest", "returning")),
        "card": Key(card_name),
        "forms": Key(one("autofill", "types")),
        "names": Key(_name_shape),
        "address": Key(one("house", "flat", "po-box")),
        "phone": Key(one("national", "international")),
        "email": Key(one("plain", "tagged")),
        "zoom": Key(percent(25, 500)),
        "text": Key(percent(50, 300)),
        "motion": Key(one("full", "reduced")),
        "colours": Key(one("own", "forced")),
        "perceives": Key(one("sight", "names")),
        "typos": Key(percent(0, 30)),
        "aim": Key(millimetres(0, 20)),
        "vision": Key(one("full", *VISION)),
        "offline": Key(seconds(0, 60)),
        "habits": Key(many(one(*HABITS), "[compares, changes-mind]")),
        "parcel": Key(one("home", "gift")),
        "delivery": Key(one("any", "cheapest", "fastest", "collect")),
        "pays": Key(one("card", "later")),
        "profile": Key(one("fresh", "kept")),
        "budget": Key(_budget),
        "blocks": Key(one("nothing", "trackers", "third-parties")),
        "finds": Key(text),
    }
)
"""Every trait that a persona file may name, with its reader."""

_OTHER_NAME = {"persona", "cpu", "patience", "typing", "pointing", "thinking", "aim", "offline"}
_SAME_NAME = tuple(key for key in TRAITS if key not in _OTHER_NAME)
