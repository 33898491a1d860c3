"""The shipped presets that personas name: devices, networks, and the countries with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mystery_shopper.model import Device, Network
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys
from mystery_shopper.yaml.values import amount_and_unit, flag, many, number, seconds, text, whole, within

DEVICE_KEYS = {
    "width": Key(whole(240, 7680, "1280"), "1280", required=True),
    "height": Key(whole(240, 4320, "720"), "720", required=True),
    "scale": Key(number(0.5, 5, "2")),
    "touch": Key(flag),
    "mobile": Key(flag),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A city with what belongs to it; ``phone`` is a pattern (# is a digit), ``street`` is set where it must be."""

    city: str
    postcode: str = ""  # empty where the country has none
    region: str = ""
    code: str = ""  # the region's short form, such as IL
    phone: str = ""
    street: str = ""
    number: str = ""
    district: str = ""  # part of the city, where addresses name one
    timezone: str = ""  # where it is another than the country's usual one


@dataclass(frozen=True, slots=True)
class Country:
    """How addresses and phones are written in a country, and some of its places."""

    timezone: str
    calling: str
    line: str
    places: tuple[Place, ...]
    trunk: str = ""
    phone: str = ""


@cache
def devices() -> dict[str, Device]:
    """Return the shipped devices by name (viewports of Playwright's device registry)."""
    return {name: device(node, name) for name, node in entries("devices.yaml").items()}


@cache
def networks() -> dict[str, Network]:
    """Return the shipped networks by name (the published presets of Lighthouse and WebPageTest)."""
    return {name: network(node, name) for name, node in entries("networks.yaml").items()}


class Countries(Mapping[str, Country]):
    """A file for each country; it is read when somebody lives there.

    A place's city, region, post code and phone prefix belong together, because Faker draws each on its own. Post
    codes and areas are real. Where a post code belongs to one street only (NL, PT, IE, BR), a public building's
    street and number stand with it; so does the time zone where it is not the country's usual one. ``line`` is how
    the country writes street and house number, ``code`` a region's short form. In phones # is a digit to draw: they
    lie in ranges that the regulator keeps for fiction. Where none is published, or strict forms refuse it,
    ``phone`` is the example of libphonenumber's metadata, always the same one, so that nobody is rung up by chance.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = sorted(each.stem for each in folder.glob("*.yaml"))
        self._read: dict[str, Country] = {}

    def __getitem__(self, code: str) -> Country:
        if code not in self._known:
            raise KeyError(code)
        if code not in self._read:
            root = Node(code, 0, entries(f"{self._folder.name}/{code}.yaml"))
            self._read[code] = Country(**_strict(root, COUNTRY_KEYS, code))
        return self._read[code]

    def __contains__(self, code: object) -> bool:
        return code in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@cache
def countries() -> Countries:
    """Return the countries whose addresses are known, by ISO 3166 code."""
    return Countries(data_path("places"))


def device(node: Node, name: str) -> Device:
    """Return a device from a mapping. Raises DataError."""
    return Device(name, **_strict(node, DEVICE_KEYS, node.where or f"device '{name}'"))


def network(node: Node, name: str) -> Network:
    """Return a network from a mapping. Raises DataError."""
    values = _strict(node, NETWORK_KEYS, node.where or f"network '{name}'")
    return Network(name, values["latency"] * 1000, values["down"], values["up"])


def data_path(name: str) -> Path:
    """Return the path of a shipped data file."""
    return Path(str(files("mystery_shopper") / "data" / name))


def entries(name: str) -> dict[str, Node]:
    """Return the top-level keys of a shipped data file. Raises DataError when the file is damaged."""
    problems: list[Problem] = []
    root = read_file(data_path(name), problems)
    raise_first(problems)
    assert root is not None
    assert isinstance(root.value, dict)
    return root.value


def _strict(node: Node, keys: dict[str, Key], what: str) -> dict[str, Any]:
    problems: list[Problem] = []
    values = read_keys(node, keys, what, problems)
    raise_first(problems)
    return values


def _kbps(node: Node) -> float:
    """Read a throughput: ``1.6 Mbps``, ``750 kbps`` or a bare number of kilobits a second."""
    amount, unit = amount_and_unit(node, "a throughput such as `1.6 Mbps` or `750 kbps`")
    if unit not in {"", "kbps", "mbps"}:
        raise node.wrong("a throughput such as `1.6 Mbps` or `750 kbps`")
    return within(node, amount * (1000 if unit == "mbps" else 1), 1, 10_000_000, " kbps")


def _place(node: Node) -> Place:
    return Place(**_strict(node, PLACE_KEYS, "place"))


NETWORK_KEYS = {
    "latency": Key(seconds(0, 10), "150 ms", required=True),
    "down": Key(_kbps, "1.6 Mbps", required=True),
    "up": Key(_kbps, "750 kbps", required=True),
}
PLACE_KEYS = {
    "city": Key(text, "Leeds", required=True),
    "postcode": Key(text),
    "region": Key(text),
    "code": Key(text),
    "phone": Key(text),
    "street": Key(text),
    "number": Key(text),
    "district": Key(text),
    "timezone": Key(text),
}
COUNTRY_KEYS = {
    "timezone": Key(text, "Europe/London", required=True),
    "calling": Key(text, "44", required=True),
    "line": Key(text, '"{number} {street}"', required=True),
    "trunk": Key(text),
    "phone": Key(text),
    "places": Key(many(_place, "[{city: Leeds, postcode: LS1 4DY}]"), required=True),
}
