"""How a shop that is not open to everybody is entered: any certificate, a log-in at the door, extra headers."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mystery_shopper.errors import DataError
from mystery_shopper.model import NOTHING
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.secrets import SHORTEST
from mystery_shopper.yaml.files import Key, Node, read_keys
from mystery_shopper.yaml.values import one, text

FORBIDDEN_HEADERS: Final = frozenset({"host", "cookie", "authorization", "content-length", "connection", "user-agent"})
"""Headers that a shop file may not set: the browser needs them for itself; `login` sets `authorization`."""

_SECRET_NAME: Final = re.compile(r"auth|bypass|credential|key|pass|secret|signature|token", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DoorLogin:
    """User name and password of HTTP basic authentication; the password is never printed."""

    user: str
    password: str = field(repr=False)

    @property
    def token(self) -> str:
        """What goes over the wire: both, in Base64 (RFC 7617)."""
        return base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Access:
    """What the shop's own hosts are told so that they let a visit in; nobody else is told any of it."""

    any_certificate: bool = False  # a certificate that no authority vouches for is taken
    login: DoorLogin | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    hidden: frozenset[str] = field(default=frozenset(), repr=False)  # of headers: `_hidden_in` says which

    @property
    def secrets(self) -> frozenset[str]:
        """What no report may show: the password, as it is and as it is sent, and the headers that hold a secret."""
        door = (self.login.password, self.login.token) if self.login else ()
        return frozenset({*door, *self.hidden})

    @property
    def all_headers(self) -> Mapping[str, str]:
        """Every header that opens the door, for requests that no browser makes."""
        door = {"Authorization": f"Basic {self.login.token}"} if self.login else {}
        return {**self.headers, **door}


def read_access(node: Node) -> Access:
    """Return the ``access`` of a shop file. Raises DataError."""
    values = _part(node, {"certificate": Key(one("check", "accept")), "login": Key(_login), "headers": Key(_headers)})
    headers: Mapping[str, Node] = values.get("headers", NOTHING)
    return Access(
        any_certificate=values.get("certificate") == "accept",
        login=values.get("login"),
        headers={name: secret(each) for name, each in headers.items()},
        hidden=frozenset(
            part for name, each in headers.items() for part in _hidden_in(name, each) if len(part) >= SHORTEST
        ),
    )


def header_value(node: Node) -> str:
    """Return what can be sent as a header's value. Raises DataError."""
    value = text(node)
    if not (value.isascii() and value.isprintable()):
        raise node.wrong("plain ASCII letters, because it is sent as a header")
    return value


def secret(node: Node) -> str:
    """Return a password untouched; no message shows it. Raises DataError."""
    if not isinstance(node.value, str) or not node.value:
        raise node.error("is not a password; expected a reference such as `${SHOP_PASSWORD}`.")
    return node.value


def password(node: Node) -> str:
    """Return a password that is long enough to be kept out of the reports. Raises DataError."""
    value = secret(node)
    if len(value) < SHORTEST:
        problem = f"has {len(value)} characters, and one as short cannot be kept out of the reports."
        raise node.error(f"{problem} Give the account one of at least {SHORTEST}.")
    return value


def _login(node: Node) -> DoorLogin:
    keys = {
        "user": Key(text, "staging", required=True),
        "password": Key(password, "${STAGING_PASSWORD}", required=True),
    }
    return DoorLogin(**_part(node, keys))


def _headers(node: Node) -> dict[str, Node]:
    if not isinstance(node.value, dict) or not node.value:
        raise node.wrong('a mapping such as `{X-Staging-Key: "${STAGING_KEY}"}`')
    for name, each in node.value.items():
        _checked_name(each, name)
        if not isinstance(each.value, str) or not each.value:
            kind = "empty" if each.value in (None, "") else "no single value"
            text = f"{node.where}: '{name}' is {kind}; expected what the header says, such as `\"${{STAGING_KEY}}\"`."
            raise DataError(each.path, each.line, text)
        if not (secret(each).isascii() and secret(each).isprintable()):
            raise DataError(
                each.path, each.line, f"{node.where}: '{name}' must be plain ASCII, to be sent as a header."
            )
    return node.value


def _hidden_in(name: str, node: Node) -> tuple[str, ...]:
    """Return what is secret in a header: what the environment gave and the whole value then, and a value that stands in
    the file under a name such as `X-Api-Key`."""
    return (*node.given, secret(node)) if node.given or _SECRET_NAME.search(name) else ()


def _checked_name(node: Node, name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", name):
        raise node.error(f"{name!r} is no header's name; expected one such as `X-Staging-Key`.")
    if name.lower() in FORBIDDEN_HEADERS:
        other = " Use `login` for a user name and password." if name.lower() == "authorization" else ""
        raise node.error(f"{name!r} is a header that the browser needs for itself.{other}")
    return name


def _part(node: Node, keys: Mapping[str, Key]) -> dict[str, Any]:
    problems: list[Problem] = []
    values = read_keys(node, keys, node.where.rpartition(": ")[2].strip("'"), problems)
    raise_first(problems)
    return values
