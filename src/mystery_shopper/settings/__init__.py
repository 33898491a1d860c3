"""The shop file: which shop is visited, what may be touched there, and what it needs told to be understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from mystery_shopper import __version__
from mystery_shopper.addresses import Address, parse_address, without_login
from mystery_shopper.cards import BEHAVIOURS, card_name, find_card, load_cards
from mystery_shopper.errors import SettingsError, one_of
from mystery_shopper.hints import HINTS as HINTS
from mystery_shopper.hints import Hint, parse_hint
from mystery_shopper.model import NOTHING, Card
from mystery_shopper.personas.codes import read_currency, read_locale
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.settings.access import FORBIDDEN_HEADERS, Access, header_value, password, read_access
from mystery_shopper.settings.environment import Environment, of_environment
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys
from mystery_shopper.yaml.values import NO, YES, many, table, text, whole

HEADER: Final = "X-Mystery-Shopper"
MAX_ORDERS: Final = 50
"""Orders a run may place before it refuses: our own choice, enough for a suite and too few to hurt a warehouse."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a returning customer; the password is never printed."""

    email: str  # or the user name, where the shop knows its customers by one
    password: str = field(repr=False)


_WIDELY_KNOWN = ("visa-approved", "braintree-visa-approved")  # to test tills of most makers, stand-ins too (P)


@dataclass(frozen=True, slots=True)
class Identify:
    """How a visit says openly what it is: a header of its own, or a token at the end of the user agent."""

    value: str
    header: str = HEADER  # empty: ``value`` goes into the user agent

    @property
    def by_user_agent(self) -> bool:
        return not self.header


@dataclass(frozen=True, slots=True)
class ShopFile:
    """What is known of the shop under test; every field but the address has a default."""

    address: Address
    identify: Identify
    name: str = ""
    hosts: tuple[Address, ...] = ()  # further hosts that may be navigated and posted to
    payment_hosts: tuple[Address, ...] = ()
    inbox: str = ""  # address of a Mailpit-compatible API; empty when there is no test inbox
    account: Account | None = None
    currency: str = ""  # ISO 4217; empty: the persona's
    locale: str = ""  # BCP 47; empty: the persona's
    max_orders: int = MAX_ORDERS
    test_cards: Mapping[str, str] = field(
        default_factory=lambda: NOTHING
    )  # behaviour -> name of the card that behaves so at this shop's provider
    knows_all_cards: bool = False  # its provider is known to treat every card as the card's name says
    access: Access = field(default_factory=Access)  # how its own hosts are entered
    hints: Mapping[str, Hint] = field(default_factory=lambda: NOTHING)  # one of HINTS -> where it is
    source: str = ""

    @property
    def url(self) -> str:
        """The address of the first page, as it was written."""
        return self.address.front_url

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """All ``host:port`` that may be navigated and posted to: the shop, its payment and its further hosts."""
        return frozenset().union(*(each.host_ports for each in (self.address, *self.hosts, *self.payment_hosts)))

    @property
    def own_hosts(self) -> frozenset[str]:
        """The ``host:port`` of the shop itself, to which alone a visit identifies itself."""
        return frozenset().union(*(each.host_ports for each in (self.address, *self.hosts)))

    @property
    def headers(self) -> Mapping[str, str]:
        """What documents and data requests to the shop's own hosts carry besides the browser's headers."""
        own = {} if self.identify.by_user_agent else {self.identify.header: self.identify.value}
        return {**own, **self.access.headers}

    def card(self, name: str) -> Card:
        """Return the card of that name, or the one that behaves so at this shop's payment provider.

        Raises:
            SettingsError: when there is no such card.
        """
        card = find_card(name)
        return find_card(self.test_cards[card.behaviour]) if card.behaviour in self.test_cards else card

    def spare_cards(self, card: Card) -> tuple[Card, ...]:
        """Return what else can be paid with where a good card is declined, and nobody has said which cards are good.

        The test tills of providers approve a few numbers of their own, and no others.
        """
        if self.knows_all_cards or "approved" in self.test_cards or card.behaviour != "approved":
            return ()
        return tuple(each for each in map(find_card, _WIDELY_KNOWN) if each.number != card.number)


def load_shop(path: Path | None, *, url: str | None = None, environment: Environment = None) -> ShopFile:
    """Return the shop of a shop file, of an address, or of both; the address overrides the file's.

    ``environment`` resolves ``${NAME}`` (None: this process's own).

    Raises:
        DataError: for the first mistake in the file, with how many more there are.
        SettingsError: when no shop is named, or the address cannot be used.
    """
    problems: list[Problem] = []
    address = _given_address(url)
    shop = read_shop(path, problems, address=address, environment=environment)
    raise_first(problems)
    if shop is None:
        raise SettingsError("No shop is named. Give `--shop URL`, or write `shop: URL` into shop.yaml.")
    return shop


def read_shop(
    path: Path | None, problems: list[Problem], *, address: Address | None = None, environment: Environment = None
) -> ShopFile | None:
    """Return the shop, or None after noting in ``problems`` what is wrong with its file."""
    if path is None:
        return _shop({}, address, "") if address else None
    root = read_file(path, problems)
    if root is None:
        return None
    before = len(problems)
    unset: list[Problem] = []
    root = of_environment(root, unset, environment)
    problems.extend(unset)
    keys = SHOP_KEYS if address is None else SHOP_KEYS | {"shop": Key(_address)}
    wrong: list[Problem] = []
    values = read_keys(root, keys, "the shop file", wrong)
    lines = {each.line for each in unset}  # what such a line holds is not known, and may be right
    problems.extend(each for each in wrong if each.line not in lines)
    if len(problems) > before:
        return None
    return _shop(values, address or values["shop"], root.source)


def _shop(values: dict[str, Any], address: Address, source: str) -> ShopFile:
    values = {key: value for key, value in values.items() if key not in {"shop", "mail"}} | {
        "inbox": values.get("mail", ""),
        "identify": values.get("identify") or Identify(f"{__version__}; +{address.url}"),
        "test_cards": MappingProxyType(values.get("test_cards", {})),
        "hints": MappingProxyType(values.get("hints", {})),
    }
    return ShopFile(address=address, source=source, **values)


def _given_address(url: str | None) -> Address | None:
    if url is None:
        return None
    try:
        return parse_address(url)
    except ValueError as error:
        raise SettingsError(f"--shop is {without_login(url)!r}: {error}") from None


def _address(node: Node) -> Address:
    if str(node.value).lower() in YES | NO:
        raise node.wrong("an address such as `https://shop.example`")
    try:
        return parse_address(text(node, "an address such as `https://shop.example`"))
    except ValueError as error:
        raise node.error(f"is {without_login(text(node))!r}: {error}") from None


def _host(node: Node) -> Address:
    """Return a host that may be opened; what follows its name would promise a bound that is none."""
    address = _address(node)
    if address.front.strip("/"):
        host = urlsplit(address.url).netloc
        said = (
            f"is {node.value!r}, the address of a page: a host is allowed as a whole. Write the host alone, `{host}`."
        )
        raise node.error(said)
    return address


def _inbox(node: Node) -> str:
    if isinstance(node.value, dict):
        return str(_part(node, {"inbox": Key(_inbox, "http://localhost:8025", required=True)})["inbox"])
    said = str(node.value).lower()
    if said in YES | NO:
        raise node.wrong("the address of a test inbox, or `none`")
    return "" if said == "none" else _address(node).url.rstrip("/")


def _account(node: Node) -> Account:
    keys = {
        "email": Key(_email, "anna@example.com"),
        "user": Key(text, "standard_user"),
        "password": Key(password, "${SHOP_PASSWORD}", required=True),
    }
    values = _part(node, keys)
    if ("email" in values) == ("user" in values):
        raise node.error("needs 'email' or 'user', and not both. Write what the shop's log-in form asks for.")
    return Account(values.get("email") or values["user"], values["password"])


def _email(node: Node) -> str:
    value = text(node)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise node.wrong("an e-mail address such as `anna@example.com`")
    return value


def _identify(node: Node) -> Identify:
    values = _part(node, {"header": Key(_header), "value": Key(header_value), "user-agent": Key(header_value)})
    if "user-agent" in values and len(values) > 1:
        raise node.error("has both 'user-agent' and 'header'. Keep one of them.")
    if "user-agent" in values:
        return Identify(values["user-agent"], header="")
    if "value" not in values:
        raise node.error("lacks 'value'. Add a line such as `value: our-mystery-shoppers`.")
    return Identify(values["value"], header=values.get("header", HEADER))


def _header(node: Node) -> str:
    value = text(node)
    if not re.fullmatch(r"[A-Za-z0-9-]+", value):
        raise node.wrong(f"a header's name such as `{HEADER}`")
    if value.lower() in FORBIDDEN_HEADERS:
        raise node.error(f"is {value!r}, which the browser needs for itself. Choose a name such as `{HEADER}`.")
    return value


def _test_card(node: Node) -> str:
    behaviour, card = node.where.rpartition(": ")[2].strip("'"), find_card(card_name(node))
    if card.behaviour != behaviour:
        fit = [each.name for each in load_cards().values() if each.behaviour == behaviour]
        raise node.error(f"is {card.name!r}, a card that is {card.behaviour}.{one_of(card.name, fit)}")
    return card.name


def _hint(node: Node) -> Hint:
    thing = node.where.rpartition(": ")[2].strip("'")
    try:
        return parse_hint(thing, text(node), node.source)
    except ValueError as wrong:
        raise node.error(f"is {node.value!r}: {wrong}") from None


def _part(node: Node, keys: Mapping[str, Key]) -> dict[str, Any]:
    problems: list[Problem] = []
    values = read_keys(node, keys, node.where.rpartition(": ")[2].strip("'"), problems)
    raise_first(problems)
    return values


SHOP_KEYS: Final[dict[str, Key]] = {
    "shop": Key(_address, "https://staging.shop.example", required=True),
    "name": Key(text),
    "hosts": Key(many(_host, "[login.shop.example]")),
    "payment_hosts": Key(many(_host, "[pay.example]")),
    "mail": Key(_inbox),
    "account": Key(_account),
    "currency": Key(read_currency),
    "locale": Key(read_locale),
    "identify": Key(_identify),
    "max_orders": Key(whole(0, 10_000, "50")),
    "test_cards": Key(table(_test_card, "{approved: adyen-visa-approved}", BEHAVIOURS)),
    "access": Key(read_access),
    "hints": Key(table(_hint, '{add-to-basket: button "Add to bag"}', tuple(HINTS))),
}
"""Every key that a shop file may have."""
