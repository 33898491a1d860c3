"""A visit as JSON and back: one versioned object, described by visit.schema.json."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.model import Outcome, Severity, Visit

VERSION: Final = 1
"""Version of the line; it rises when a reader of the old lines would misunderstand the new ones."""

_WORDS: Final = frozenset({*Outcome, *Severity})


class RecordError(MysteryShopperError):
    """A line is no visit that this version can read."""


def visit_to_json(visit: Visit) -> dict[str, Any]:
    """Return the visit as plain JSON data, its version first."""
    return {"version": VERSION, **_plain(visit)}


def visit_from_json(data: Mapping[str, Any]) -> Visit:
    """Return the visit of one line; fields that it lacks take their default, fields nobody knows are left out.

    Raises:
        RecordError: when the line has another version, or a field is missing or of another type.
    """
    version = data.get("version")
    if version != VERSION:
        raise RecordError(
            f"the visit has version {version!r}; this Mystery Shopper reads version {VERSION}: update it."
        )
    visit = _record(Visit, data, "visit")
    assert isinstance(visit, Visit)
    return visit


def masked(visit: Visit, redact: Callable[[str], str]) -> Visit:
    """Return the visit with every text of it, evidence included, passed through ``redact``."""
    return visit_from_json(_each_text(visit_to_json(visit), redact))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a line of visits.jsonl."""
    text = files("mystery_shopper.report").joinpath("visit.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _plain(value: Any) -> Any:
    """Turn dataclasses, mappings and tuples into what json can write."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        # An outcome and a severity are words of the format and not of the shop.
        return value if value in _WORDS else change(value)
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    return [_each_text(each, change) for each in value] if isinstance(value, list) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: type, data: Any, where: str) -> Any:
    """Build one dataclass from a JSON object."""
    if not isinstance(data, Mapping):
        raise RecordError(f"{where} is {data!r}; an object was expected.")
    known = {each.name: each for each in dataclasses.fields(kind)}
    values = {name: _typed(_hints(kind)[name], data[name], f"{where}.{name}") for name in known if name in data}
    try:
        return kind(**values)
    except TypeError as error:
        raise RecordError(f"{where} is not complete: {error}.") from error


def _typed(hint: Any, value: Any, where: str) -> Any:
    """Turn one JSON value into what the field's type asks for."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(next(each for each in args if each is not type(None)), value, where)
    if origin is tuple:
        _expect(isinstance(value, list), "a list", value, where)
        return tuple(_typed(args[0], each, f"{where}[{place}]") for place, each in enumerate(value))
    if origin is not None:  # the only other generic of the model is Mapping[str, str]
        _expect(isinstance(value, Mapping), "an object", value, where)
        return dict(value)
    return _scalar(hint, value, where)


def _scalar(hint: Any, value: Any, where: str) -> Any:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint, value, where)
    if issubclass(hint, StrEnum):
        _expect(value in list(hint), f"one of {', '.join(hint)}", value, where)
        return hint(value)
    wanted: tuple[type, ...] = (int, float) if hint is float else (hint,)
    _expect(isinstance(value, wanted) and (hint is bool or not isinstance(value, bool)), hint.__name__, value, where)
    return float(value) if hint is float else value


def _expect(right: bool, wanted: str, value: Any, where: str) -> None:
    if not right:
        raise RecordError(f"{where} is {value!r}; {wanted} was expected.")
