"""After the purchase: the confirmation, the e-mail, the order's page, help, contact and returns."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.model import money
from mystery_shopper.senses.inbox import Inbox, Message
from mystery_shopper.shop import aftercare
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.records import another_total, goods_in
from mystery_shopper.shop.view import Choice, Control, Field
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.forms import fill_form, make_choices
from mystery_shopper.tasks.stepping import refuse_error_page
from mystery_shopper.tasks.till import note_record


def read_mail(shopper: Shopper, inbox: Inbox | None, *, within_s: float, about: str = "") -> Message | None:
    """Wait for an e-mail to the shopper whose subject or text holds ``about`` (the order's reference when empty)."""
    shopper.at("mail")
    if inbox is None:
        for kind in ("email-missing", "email-link-broken"):
            shopper.recorder.observe("not_checked", kind, reason="shop.yaml names no inbox (mail: inbox:)")
        return None
    order = shopper.memory.order
    wanted = about or (order.reference if order else "")

    def is_wanted(message: Message) -> bool:
        return wanted.casefold() in f"{message.subject}\n{message.text}\n{message.html}".casefold()

    found, waited = inbox.wait_for(
        shopper.mailbox, is_wanted, within_s=within_s, pause=lambda s: shopper.page.wait_for_timeout(s * 1000)
    )
    shopper.recorder.waited(waited)
    shopper.recorder.observe(
        "mail",
        found is not None,
        to=shopper.mailbox,
        subject=found.subject if found else "",
        waited_s=round(waited, 1),
        promised_s=within_s,
        expected=about or "the order confirmation",
    )
    shopper.memory.message = found
    if found:
        shopper.senses.noticing.note_claims(found.lines, shopper.persona.locale, "mail:")
        note_record(shopper, "e-mail", found.lines, goods_in(found.lines, shopper.persona.locale))
        _note_total(shopper, found)
    told = f'the e-mail "{found.subject}" after {waited:.1f} s' if found else f"no e-mail within {within_s:g} s"
    shopper.say(f"{shopper.they()} received {told}.")
    return found


def _note_total(shopper: Shopper, message: Message) -> None:
    """Write down a total in an e-mail that is none of those that the shop has shown for this order."""
    order = shopper.memory.order
    agreed = {*shopper.memory.totals.values(), *([order.total.amount] if order and order.total else [])}
    shown = another_total(message.lines, agreed, shopper.persona.locale, shopper.persona.currency) if order else None
    if shown is not None:
        right = order.total.amount if order and order.total else shopper.memory.total or max(agreed)
        wanted = money(right, shown.currency or shopper.persona.currency)
        shopper.recorder.observe(
            "record", str(shown), url="mail:", element="the total", wanted=wanted, what="the total", where="e-mail"
        )


def open_order_from_mail(shopper: Shopper) -> None:
    """Follow the e-mail's link to the order."""
    shopper.at("mail")
    message = shopper.memory.message
    if message is None and not shopper.recorder.ever("mail"):
        raise shopper.not_offered("no e-mail can be read", looked_for="a test inbox, which shop.yaml names as `mail`")
    links = message.links if message else ()
    inside = [each for each in links if shopper.purse.allows(each.url)]
    order = shopper.memory.order
    way = aftercare.order_in(inside, order.reference if order else "", shopper.persona.locale)
    if way is None:
        raise shopper.held_up("the order cannot be opened from the e-mail", looked_for="a link to the shop")
    shopper.go(way.url)
    refuse_error_page(shopper, "the e-mail's link does not open")


def open_help(shopper: Shopper) -> None:
    """Open the shop's help."""
    _follow(shopper, shop.help_link(shopper.look()), "help", "the shop's help", thing="help")


def open_returns(shopper: Shopper) -> None:
    """Open what the shop says about returning things."""
    _follow(shopper, shop.returns_link(shopper.look()), "return", "the returns page")


def open_contact(shopper: Shopper) -> None:
    """Open the contact form, from this page or from the help page."""
    link = aftercare.contact_link(shopper.look())
    if link is None:
        open_help(shopper)
        link = aftercare.contact_link(shopper.look())
    _follow(shopper, link, "help", "a way to contact the shop", thing="contact")


def write_to_the_shop(shopper: Shopper, text: str) -> None:
    """Fill the contact form and send it; the shop should say that it has the message.

    Raises:
        HeldUp: when there is no form, or no acknowledgement comes.
    """
    shopper.at("help")
    fill_form(shopper)
    if not any(each.type == "textarea" for each in shopper.look().fields):
        raise shopper.not_offered("she cannot write to the shop", looked_for="a field for her message")
    _say_the_rest(shopper, text)
    _send(shopper, "the message")


def ask_for_return(shopper: Shopper, reason: str) -> None:
    """Start a return from the order's page."""
    shopper.at("return")
    link = aftercare.return_request_link(shopper.look())
    if link is not None:
        shopper.press(link)
        refuse_error_page(shopper, "the return cannot be started")
    fill_form(shopper)
    make_choices(shopper)
    _say_the_rest(shopper, reason)
    _send(shopper, "the return request")


def _say_the_rest(shopper: Shopper, text: str) -> None:
    """Answer what else the form asks: one box of each question, the first real entry of a list, her own words."""
    for field in _unanswered(shopper):
        if field.type == "checkbox":
            shopper.tick(field)
        elif field.type == "select":
            entry = next((each for each in field.options if each.value and not each.disabled), None)
            if entry is not None:
                shopper.select(field, entry.value)
        else:
            shopper.fill(field, text)


def _unanswered(shopper: Shopper) -> list[Field]:
    """Return what is still open in the form that she writes in."""
    view = shopper.look()
    written = next((each for each in view.fields if each.type == "textarea"), None)
    fields = [each for each in view.fields if written and each.form == written.form and not each.decoy]
    boxes = [each for each in fields if each.type == "checkbox"]
    answered = {each.group or each.name for each in boxes if each.checked}
    open_boxes = {each.group or each.name: each for each in reversed(boxes)}
    lists = [each for each in fields if each.type == "select" and not (each.selected and each.selected.value)]
    words = [each for each in fields if each.type in ("text", "textarea") and not each.filled]
    return [*(box for group, box in open_boxes.items() if group not in answered), *lists, *words]


def _send(shopper: Shopper, what: str) -> None:
    before = shopper.look()
    known = {place(each.url) for each in shopper.recorder.ever("navigation")}
    button = aftercare.send_button(before)
    if button is None:
        raise shopper.held_up(f"{what} cannot be sent", looked_for="a button to send it")
    shopper.press(button)
    refuse_error_page(shopper, f"{what} was not accepted")
    said = shopper.wait_for("an answer", lambda view: aftercare.acknowledged(before, view, known) or None, within_s=3.0)
    if not said:
        wrong = shop.errors(shopper.look())
        raise shopper.held_up(f"{what} was not acknowledged", saw=f'"{wrong[0].text}"' if wrong else "no answer")
    shopper.say(f'{shopper.they()} sent {what} and was told: "{said}".')


def _follow(shopper: Shopper, link: Choice[Control] | None, moment: str, what: str, *, thing: str = "") -> None:
    shopper.at(moment)
    if link is None:
        raise shopper.held_up(f"{what} cannot be found", looked_for=f"a link to {what}", thing=thing)
    shopper.press(link)
    refuse_error_page(shopper, f"{what} does not open")
