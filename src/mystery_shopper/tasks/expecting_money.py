"""Questions about money: what was shown, what is asked, and whether the sums are right; always in Decimal."""

from __future__ import annotations

from decimal import Decimal

from mystery_shopper import shop
from mystery_shopper.errors import SettingsError, Unmet
from mystery_shopper.model import Observation, money
from mystery_shopper.shopper import Shopper

_CENT = Decimal("0.01")


def expect_same_price(shopper: Shopper) -> None:
    """Every price in the basket is the price that the product's page showed."""
    prices = shopper.recorder.ever("price")
    shown = {each.get("product"): each for each in prices if each.get("where") == "product"}
    for asked in (each for each in prices if each.get("where") != "product"):
        seen = _of_product(shown, str(asked.get("product")))
        if seen is not None and asked.get("at_least") and asked.value <= seen.value:
            continue  # one amount for several pieces may be that of all or of each
        if seen is not None and seen.get("currency") == asked.get("currency") and seen.value != asked.value:
            currency = str(asked.get("currency"))
            raise Unmet(
                f'The price of "{asked.get("product")}" was {money(seen.value, currency)} on its page and is '
                f"{money(asked.value, currency)} in the {asked.get('where')}."
            )
    if not shown:
        raise Unmet("No price was shown on a product page, so none can be compared. Open the product first.")


def expect_same_total(shopper: Shopper) -> None:
    """What the order costs is what the payment page showed."""
    shown = [total for where, total in shopper.memory.totals.items() if where in ("payment", "review")]
    order = shopper.memory.order
    if not shown or order is None or order.total is None:
        reason = "a total was not shown both before and after the order"
        shopper.recorder.observe("not_checked", "late-extra-cost", reason=reason)
        return
    if order.total.amount != shown[-1]:
        asked = money(shown[-1], order.total.currency or shopper.persona.currency)
        raise Unmet(f"The payment page asked for {asked} and the confirmation says {order.total}.")


def expect_right_total(shopper: Shopper) -> None:
    """Lines, discounts, delivery and tax make up the total, to a cent a line."""
    basket = shop.read_basket(shopper.look(), shopper.persona.currency)
    sums, lines = basket.totals, basket.lines
    if sums.total is None or not lines:
        raise shopper.held_up("the sum cannot be checked", looked_for="lines and a total")
    parts = sum((each.total.amount for each in lines if each.total is not None), Decimal(0))
    parts += sum(sums.fees, sums.delivery or Decimal(0)) + (sums.tax or Decimal(0)) - sum(sums.discounts, Decimal(0))
    if abs(parts - sums.total) > _CENT * len(lines):
        currency = sums.currency or shopper.persona.currency
        raise Unmet(f"The parts make {money(parts, currency)} and the shop asks for {money(sums.total, currency)}.")


def expect_total(shopper: Shopper, amount: str) -> None:
    """The newest total she was shown is an amount, written in any locale."""
    _compare(shopper, "the total", amount, shopper.memory.total)


def expect_price(shopper: Shopper, amount: str) -> None:
    """The price on the product's page is an amount, written in any locale."""
    price = shop.read_product(shopper.look(), shopper.persona.currency).price
    _compare(shopper, "the price", amount, price.amount if price else None)


def expect_delivery_cost(shopper: Shopper, amount: str) -> None:
    """The newest delivery cost she was shown is an amount."""
    shown = [each.get("delivery") for each in shopper.recorder.ever("totals") if each.get("delivery") is not None]
    _compare(shopper, "the delivery", amount, shown[-1] if shown else None)


def expect_lower_total(shopper: Shopper) -> None:
    """The newest total of the basket is lower than the one before it."""
    shown = [each for each in shopper.recorder.ever("totals") if each.get("where") == "basket"][-2:]
    if len(shown) == 2 and shown[1].value < shown[0].value:
        return
    sums = " and then ".join(money(each.value, str(each.get("currency") or "")) for each in shown) or "no total"
    raise Unmet(f"The total did not fall: the shop showed {sums}.{_said_of_the_voucher(shopper)}")


def _said_of_the_voucher(shopper: Shopper) -> str:
    entered = next(reversed(shopper.recorder.ever("voucher")), None)
    if entered is None:
        return ""
    answer = f'was "{entered.get("said")}"' if entered.get("said") else "did not come"
    return f' The answer to the voucher "{entered.value}" {answer}.'


def _compare(shopper: Shopper, what: str, wanted: str, shown: Decimal | None) -> None:
    amount = shop.parse_price(wanted, shopper.persona.locale, shopper.persona.currency)
    if amount is None:
        raise SettingsError(f'"{wanted}" is no amount of money. Write it like "£12.50".')
    if shown is None:
        raise shopper.held_up(f"{what} is not shown", looked_for=wanted)
    if shown != amount.amount:
        currency = amount.currency or shopper.persona.currency
        raise Unmet(
            f"Expected {what} to be {money(amount.amount, currency)}; the shop showed {money(shown, currency)}."
        )


def _of_product(shown: dict[object, Observation], name: str) -> Observation | None:
    for product, seen in shown.items():
        if str(product).casefold() in name.casefold() or name.casefold() in str(product).casefold():
            return seen
    return None
