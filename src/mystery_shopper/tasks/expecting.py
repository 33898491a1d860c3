"""Questions about the visit so far; each reads what was observed and raises when it is not as expected."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.cast import Cast
from mystery_shopper.errors import SettingsError, Unmet, one_of
from mystery_shopper.frictions import find_kind
from mystery_shopper.model import Finding, Severity
from mystery_shopper.senses.inbox import Inbox
from mystery_shopper.settings import ShopFile
from mystery_shopper.shop.parts import without_numbers
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.after import read_mail
from mystery_shopper.tasks.basket import look_into_basket, open_basket

_SECOND_MAIL_MS = 2000  # the e-mail of a second order comes right behind that of the first (P)


def expect_order(shopper: Shopper) -> None:
    """The order is believed on at least two signs."""
    order = shopper.memory.order
    if order is None or not order.believed:
        signs = ", ".join(order.signs) if order else ""
        raise shopper.held_up("no order was placed", looked_for="a confirmation", saw=signs and f"only {signs}")


def expect_no_order(shopper: Shopper) -> None:
    """Nothing was bought, neither as the shop shows it nor as it says it."""
    if shopper.memory.order is not None:
        raise shopper.held_up("an order was placed that nobody wanted", saw=shopper.memory.order.reference)


def expect_one_order(shopper: Shopper, shop_file: ShopFile) -> None:
    """One purchase has made one order, as the e-mails tell; without an inbox it is not checked."""
    expect_order(shopper)
    if not shop_file.inbox:
        reason = "shop.yaml names no inbox (mail: inbox:), whose e-mails would tell"
        shopper.recorder.observe("not_checked", "double-submit-possible", reason=reason)
        return
    shopper.page.wait_for_timeout(_SECOND_MAIL_MS)
    messages = Inbox(shop_file.inbox).messages_to(shopper.mailbox)
    subjects = [without_numbers(each.subject) for each in messages]
    most = max(set(subjects), key=subjects.count, default="")
    alike = {f"{each.subject}\n{each.text}" for each in messages if without_numbers(each.subject) == most}
    number = len(alike)  # the same order's e-mail sent twice is one order
    shopper.recorder.observe(
        "orders", number, url=shopper.page.url, element="order", presses=shopper.memory.last_presses
    )


def expect_reference(shopper: Shopper) -> None:
    """The confirmation shows an order reference."""
    expect_order(shopper)
    order = shopper.memory.order
    if order is None or not order.reference:
        raise Unmet("The confirmation shows no order number.")
    shopper.say(f"The order's number was {order.reference}.")


def expect_declined(shopper: Shopper) -> None:
    """The last payment was declined."""
    if not shopper.recorder.ever("decline"):
        raise Unmet("The payment was not declined.")


def expect_reason(shopper: Shopper) -> None:
    """The shop said in words why the payment failed."""
    if not shopper.memory.decline:
        raise shopper.held_up("the shop does not say why the payment was declined", looked_for="a reason")


def expect_mail(shopper: Shopper, shop_file: ShopFile, *, within_s: float, about: str = "") -> None:
    """An e-mail comes in time; without an inbox the expectation is not checked, and the report says so."""
    inbox = Inbox(shop_file.inbox) if shop_file.inbox else None
    found = read_mail(shopper, inbox, within_s=within_s, about=about)
    if found is None and inbox is not None:
        raise Unmet(f"No e-mail to {shopper.mailbox} came within {within_s:g} s.")


def expect_pieces(shopper: Shopper, number: int) -> None:
    """The basket holds so many pieces."""
    basket = shop.read_basket(shopper.look(), shopper.persona.currency)
    if not basket.lines and number:
        basket = open_basket(shopper)
    held = basket.pieces
    if held != number:
        raise Unmet(f"The basket holds {held} piece{'' if held == 1 else 's'}; the scenario expects {number}.")


def expect_in_basket(shopper: Shopper, product: str) -> None:
    """The basket holds a product."""
    basket = shop.read_basket(shopper.look(), shopper.persona.currency)
    lines = basket.lines or open_basket(shopper).lines
    names = [each.name for each in lines]
    if not any(product.casefold() in each.casefold() or each.casefold() in product.casefold() for each in names):
        raise Unmet(f'"{product}" is not in the basket; it holds {", ".join(names) or "nothing"}.')
    look_into_basket(shopper)


def expect_no_friction(shopper: Shopper, cast: Cast, above: str = "") -> None:
    """Nothing got in the way, or nothing worse than a severity."""
    cast.judge()
    limit = _severity(above).rank if above else -1
    worse = [each for each in shopper.recorder.findings if each.severity.rank > limit]
    worse.sort(key=lambda each: -each.severity.rank)  # what is read first is what the report sorts it by
    if worse:
        raise Unmet("; ".join(f"{each.message} ({each.kind}, {each.owner})" for each in worse), told=True)


def expect_friction(shopper: Shopper, cast: Cast, kind: str, moment: str, owner: str = "") -> None:
    """A friction of a kind was noticed at a moment; the scenario is about it, so the gate lets it pass."""
    find_kind(kind)
    cast.judge(ended=True)
    cast.expected.add(kind)
    found = [each for each in shopper.recorder.findings if each.kind == kind]
    here = [each for each in found if each.moment == moment and owner.casefold() in ("", each.owner.casefold())]
    if not here:
        saw = ", ".join(_told(each) for each in found or shopper.recorder.findings) or "nothing at all"
        wanted = f"'{kind}' at '{moment}'" + (f" for {owner}" if owner else "")
        raise Unmet(f"{wanted} was not noticed. What was noticed: {saw}.")


def expect_giving_up(shopper: Shopper, cast: Cast) -> None:
    """Her patience ended somewhere on this visit; the scenario is about it, so the gate lets it pass."""
    gave_up = shopper.recorder.ever("gave_up")
    if not gave_up:
        raise Unmet(f"{shopper.name} did not give up: no answer took longer than {shopper.persona.patience_s:g} s.")
    cast.expect_outcome(shopper, at=gave_up[0].moment)


def expect_held_up(shopper: Shopper, cast: Cast, moment: str) -> None:
    """She could not go on at a moment; the scenario is about it, so the gate lets it pass."""
    stops = shopper.recorder.ever("held_up", "gave_up")
    if not any(each.moment == moment for each in stops):
        where = ", ".join(f"at '{each.moment}' ({each.value})" for each in stops) or "nowhere"
        raise Unmet(f"{shopper.name} was expected to be held up at '{moment}', and not {where}.")
    cast.expect_outcome(shopper, at=moment)


def expect_quick_answers(shopper: Shopper, seconds: float) -> None:
    """No answer of the shop took longer than so many seconds."""
    slow = [each for each in shopper.recorder.ever("action") if each.get("settled_s", 0) > seconds]
    if slow:
        worst = max(slow, key=lambda each: float(each.get("settled_s", 0)))
        raise Unmet(f"{worst.element} took {worst.get('settled_s'):.1f} s to answer; {seconds:g} s were expected.")


def expect_text(shopper: Shopper, text: str) -> None:
    """The page shows a text, in the shopper's own reading: whatever the case and the spaces."""
    wanted = " ".join(text.casefold().split())

    def shown(_: object) -> bool | None:
        return any(wanted in " ".join(view.text.casefold().split()) for view in shopper.look_everywhere()) or None

    if not shopper.wait_for(f'"{text}"', shown, within_s=2.0):
        raise Unmet(f'The page "{shopper.look().title}" does not show "{text}".')


def expect_language(shopper: Shopper, language: str) -> None:
    """The page says that it is in a language, such as ``fr`` or ``en-GB``."""
    lang = shopper.look().lang
    if not lang.casefold().startswith(language.casefold()):
        raise Unmet(f"The page says that its language is '{lang}' and not '{language}'.")


def _severity(word: str) -> Severity:
    names = [each.value for each in Severity]
    if word.casefold() not in names:
        raise SettingsError(f"'{word}' is no severity.{one_of(word, names)}")
    return Severity(word.casefold())


def _told(finding: Finding) -> str:
    return f"'{finding.kind}' at '{finding.moment}' for {finding.owner}"
