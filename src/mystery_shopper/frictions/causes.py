"""Which friction explains which other one, so that one cause stays one finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.frictions.registry import Kind
from mystery_shopper.frictions.seen import Problem
from mystery_shopper.model import Finding, Severity, url_template


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A finding together with what led to it."""

    kind: Kind
    problem: Problem
    finding: Finding
    severity: Severity  # as the rule graded it, before the map spoke
    limit: float
    gave_up: bool = False  # patience ended at this moment


def explained_by(effect: Case, cases: Sequence[Case]) -> Case | None:
    """Return the root cause among the cases, or None when the effect stands for itself.

    Where cases explain each other in a circle, such as a dead button, its script error and the order that did not come
    of it, the one that lies deepest is the root.
    """
    chain = [effect]
    while (cause := next((each for each in cases if _explains(each, chain[-1])), None)) is not None:
        if cause in chain:
            circle = chain[chain.index(cause) :]
            chain.append(min(circle, key=_depth))
            break
        chain.append(cause)
    return chain[-1] if chain[-1] is not effect else None


def _explains(cause: Case, effect: Case) -> bool:
    if cause is effect:
        return False
    if _names_the_wish(cause, effect):
        return True
    if cause.problem.observation.name == "held_up":
        return False
    if _names_the_wish(effect, cause):
        return False
    if effect.problem.observation.name == "held_up":
        return _earlier(cause, effect) or (_near(cause, effect) and cause.severity.rank >= Severity.CRITICAL.rank)
    links = _EFFECTS.get(effect.kind.id, ())
    return any(cause.kind.id in causes and near(cause, effect) for causes, near in links)


def _names_the_wish(wish: Case, means: Case) -> bool:
    """Where she wanted one thing alone, such as an answer, that it did not come says more than by what it failed."""
    one, other = wish.finding, means.finding
    return wish.kind.id in _WISHES and means.kind.id in _MEANS and (one.moment, one.step) == (other.moment, other.step)


def _depth(case: Case) -> int:
    return _DEEPEST.index(case.kind.id) if case.kind.id in _DEEPEST else len(_DEEPEST)


def _near(cause: Case, effect: Case) -> bool:
    return cause.finding.moment == effect.finding.moment or cause.finding.step == effect.finding.step != ""


def _stops(cause: Case) -> bool:
    return cause.kind.id in _STOPPERS and cause.severity.rank >= Severity.CRITICAL.rank


def _same_act(cause: Case, effect: Case) -> bool:
    """One step and about one time: a whole purchase may be one step, so the text alone does not tell."""
    one, other = cause.finding, effect.finding
    return one.step == other.step and abs(one.at - other.at) <= _ONE_ACT_S and _serious(cause, effect)


def _just_before(cause: Case, effect: Case) -> bool:
    """However small it looked by itself: what was to tell her did not, and this is why."""
    one, other = cause.finding, effect.finding
    return one.step == other.step and -_ONE_ACT_S <= one.at - other.at <= 0


def _same_wait(cause: Case, effect: Case) -> bool:
    """The wait for an order is the wait after the press that placed it."""
    names = (cause.problem.observation.name, effect.problem.observation.name)
    return names[1] == "order" and names[0] != "order" and _same_act(cause, effect)


def _same_press(cause: Case, effect: Case) -> bool:
    """What a press on something else did, or did not do, is no fault of what was aimed at."""
    one, other = cause.finding, effect.finding
    return (one.step, one.element) == (other.step, other.element)


def _same_page(cause: Case, effect: Case) -> bool:
    return url_template(cause.finding.url) == url_template(effect.finding.url)


def _same_moment(cause: Case, effect: Case) -> bool:
    return cause.finding.moment == effect.finding.moment and _serious(cause, effect)


def _earlier(cause: Case, effect: Case) -> bool:
    return cause.finding.at <= effect.finding.at and _stops(cause)


def _other_sum(cause: Case, effect: Case) -> bool:
    """A wrong sum explains an order's sum that is off by the same amount, and neither its goods nor its address."""
    if cause.finding.at > effect.finding.at or effect.problem.observation.name != "order":
        return False
    return cause.kind.id == "price-drift" or cause.problem.gap == effect.problem.gap


def _same_goods(cause: Case, effect: Case) -> bool:
    """The order holds what the basket held already, and it was told then."""
    held, fact = cause.problem.observation.get("lines", ()), effect.problem.observation
    told = fact.name == "record" and cause.finding.at <= effect.finding.at
    return told and bool(held) and all(f"{quantity or 1} x {name}" in str(fact.value) for name, quantity in held)


def _serious(cause: Case, effect: Case) -> bool:
    """A harmless script error explains nothing that matters."""
    return cause.severity.rank >= min(effect.severity.rank, Severity.CRITICAL.rank)


def _gave_up(cause: Case, effect: Case) -> bool:
    return effect.gave_up and cause.finding.moment == effect.finding.moment


def _not_kept(cause: Case, effect: Case) -> bool:
    """Fewer pieces than she put in are explained by a failed attempt to put them in, not by a later reload."""
    return effect.problem.observation.get("when", "at basket") == "at basket" and _earlier(cause, effect)


def _server_alone(cause: Case, effect: Case) -> bool:
    """The content is late only because the server was: without the server's time it would be in the limit."""
    one, other = cause.problem.observation, effect.problem.observation
    same = cause.finding.moment == effect.finding.moment and _same_page(cause, effect)
    return same and float(other.value) - float(one.value) <= effect.limit


def _tells_of_it(cause: Case, effect: Case) -> bool:
    """What a sentence of the scenario misses has been noticed by itself in this step or at this moment."""
    return _near(cause, effect) and cause.severity.rank >= Severity.NORMAL.rank


_ONE_ACT_S: Final = 30.0

_STOPPERS: Final = frozenset(
    {
        "landing-unusable",
        "broken-link-on-path",
        "dead-click",
        "submit-dead",
        "obscured-target",
        "control-disabled-silent",
        "js-error-on-path",
        "api-error-on-path",
        "keyboard-blocked",
        "basket-lost",
        "error-not-identified",
        "valid-input-rejected",
        "form-data-lost",
        "payment-frame-failed",
        "decline-unrecoverable",
        "three-ds-stuck",
        "wait-too-long",
        "purchase-failed",
        "page-loop",
        "forced-account",
        "third-party-dependency",
        "overlay-blocks-goal",
        "variant-not-applied",
    }
)

_DEAD: Final = frozenset({"dead-click", "submit-dead", "obscured-target", "keyboard-blocked"})
_BROKEN: Final = frozenset({"js-error-on-path", "api-error-on-path"})
_WISHES: Final = frozenset({"support-form-dead", "return-start-blocked", "voucher-mishandled"})
_MEANS: Final = _DEAD | _BROKEN | {"wait-no-feedback", "control-disabled-silent", "broken-link-on-path"}
_PAYMENT: Final = frozenset({"payment-frame-failed", "decline-unrecoverable", "three-ds-stuck"})
_REFUSED: Final = frozenset({"error-not-identified", "valid-input-rejected"})

_TELLS: Final = _STOPPERS | {
    *("price-drift", "total-wrong", "late-extra-cost", "unasked-item", "quantity-ignored", "order-record-mismatch"),
    *("voucher-mishandled", "email-missing", "promise-broken", "confirmation-incomplete", "false-error-on-success"),
    *("sort-wrong", "filter-no-effect", "wrong-locale", "returns-info-missing", "delivery-info-missing"),
    *("double-submit-possible", "timeout-unwarned"),
}

_DEEPEST: Final = (*sorted(_PAYMENT), "api-error-on-path", "js-error-on-path", *sorted(_DEAD), *sorted(_REFUSED))

_Near = Callable[[Case, Case], bool]
_EFFECTS: Final[dict[str, tuple[tuple[frozenset[str], _Near], ...]]] = {
    "purchase-failed": ((_PAYMENT | _DEAD | _REFUSED, _same_moment), (frozenset({"wait-too-long"}), _gave_up)),
    "basket-lost": (
        (_DEAD | _BROKEN, _not_kept),
        (frozenset({"decline-unrecoverable"}), _same_moment),
    ),
    "payment-frame-failed": ((frozenset({"decline-unrecoverable"}), _same_moment),),
    "wait-too-long": ((_PAYMENT, _same_moment), (frozenset({"wait-too-long"}), _same_wait)),
    "wait-no-feedback": ((_DEAD | _BROKEN | _REFUSED | {"wait-too-long"}, _same_act), (_PAYMENT, _same_moment)),
    "slow-server": ((frozenset({"wait-too-long", "wait-no-feedback"}), _same_act),),
    "slow-lcp": ((frozenset({"wait-too-long"}), _same_act), (frozenset({"slow-server"}), _server_alone)),
    "api-error-on-path": (
        (_PAYMENT | {"purchase-failed", "landing-unusable"}, _same_moment),
        (frozenset({"broken-link-on-path"}), _same_act),
    ),
    "js-error-on-path": (
        (frozenset({"api-error-on-path"}), _same_act),
        (_PAYMENT | {"purchase-failed", "landing-unusable"}, _same_moment),
    ),
    "dead-click": (
        (frozenset({"third-party-dependency"}), _same_moment),
        (frozenset({"moving-target"}), _same_press),
        (_BROKEN | _REFUSED | {"obscured-target", "keyboard-blocked"}, _same_act),
    ),
    "submit-dead": (
        (frozenset({"third-party-dependency"}), _same_moment),
        (frozenset({"moving-target"}), _same_press),
        (_BROKEN | _REFUSED | {"obscured-target", "keyboard-blocked"}, _same_act),
    ),
    "forced-account": (
        (_DEAD | _BROKEN | {"control-disabled-silent", "third-party-dependency"}, _same_moment),  # the guests' way
    ),
    "redundant-entry": ((frozenset({"forced-account"}), _same_moment),),
    "total-wrong": ((frozenset({"late-extra-cost"}), _same_moment),),
    "order-record-mismatch": (
        (frozenset({"total-wrong", "late-extra-cost", "price-drift"}), _other_sum),
        (frozenset({"unasked-item", "quantity-ignored"}), _same_goods),
    ),
    "confirmation-incomplete": ((frozenset({"purchase-failed"}), _earlier),),
    "email-missing": ((frozenset({"purchase-failed"}), _earlier),),
    "price-missing": ((frozenset({"broken-link-on-path"}), _same_page),),
    "obscured-target": ((frozenset({"overlay-blocks-goal"}), _same_moment),),
    "add-no-feedback": ((_DEAD | _BROKEN | {"wait-no-feedback", "false-error-on-success"}, _just_before),),
    "help-inconsistent": ((_STOPPERS, _same_moment),),
    "status-silent": ((frozenset({"error-not-identified"}), _same_act),),
    "not-as-expected": ((_TELLS, _tells_of_it),),
}
