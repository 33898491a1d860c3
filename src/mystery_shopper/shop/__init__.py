"""Reads shops that nobody described: one look gives a ``PageView``, and pure functions decide which control is meant.

Nothing here clicks, types or waits. Every decision returns a ``Choice(target, sure, why)`` or None.

Looking (one round trip a frame)
    look(page | frame) -> PageView                          the document itself, open shadow roots included
    look_frames(page) -> list[PageView]                     visible child frames, nested and cross-origin ones too
    resolve(page | frame | view, ref) -> ElementHandle|None the element of a ``ref`` in that document; None when gone
    meaning_changed(before, after) -> bool                  more than a number changed
    quoted(view, sentence) -> Rect|None                     where the page says what a sentence takes from it
Layers
    consent(view) -> Consent|None                           .accept .reject .manage .save: Choice[Control]|None
    unasked_layer(view) -> UnaskedLayer|None                .close: Choice|None, .kind newsletter|age|country|other
    veil(view) -> Layer|None                                lies over the page, asks nothing and will go by
    says_it_works(view) -> bool                             asks in words to be waited for
    answer_over(view, spot) -> Choice[Control]|None         closes a toast that lies over a spot
    goes_by(view, spot) -> bool                             a toast that nobody can close lies over it
Finding
    search_box(view) -> Choice[Field]|None
    search_opener(view) -> Choice[Control]|None             opens a hidden search box or a menu
    search_submit(view, box: Field) -> Choice[Control]|None
    results(view) -> list[Result]                           Result(name, price: Money|None, control, row)
    product_link(view, name) -> Choice[Control]|None
    category_link(view, name) -> Choice[Control]|None
    categories(view) -> list[Control]                       likely category links, menus first
    sort_control(view, how) -> SortControl|None             how: price-up, price-down, name, newest
    sort_list(view) -> Field|None                           a list to open first, of the page's own making
    next_page(view) -> Choice[Control]|None
    no_results(view) -> str                                 the page's own sentence, or ""
Product
    read_product(view, currency="", name="") -> ProductView name, price, list_price, available, options, needed ...
    add_to_basket(view, name="") -> Choice[Control]|None    name: on listings, the product's own row
    adding_button(view, name) -> Choice[Control]|None       that, or what adds whatever the page is of
    quantity_field(view, name="") -> Choice[Field]|None
    row_of(view, name) -> int                               the row that sells it where it stands, or 0
    taking_box(view, name) -> Field|None                    takes the one piece that can be had of it
    opener_of(view, name) -> Control|None                   opens the part of its row where it is sold
    added(before, after) -> tuple[str, ...]                 signs that something was put in the basket
Basket
    basket_link(view) -> Choice[Control]|None
    basket_count(view) -> int|None                          the number in the badge
    is_basket(view) -> bool                                 page or layer shows the basket's contents
    read_basket(view, currency="") -> BasketView            .lines: BasketLine(name, quantity ...), .totals
    counters(view, line) -> Counters                        .less .more: Control|None beside a written quantity
    to_checkout(view) -> Choice[Control]|None
    update_basket(view, quantity=None) -> Choice[Control]|None
    voucher_field(view) -> Choice[Field]|None
    voucher_submit(view, field) -> Choice[Control]|None
    currency_shown(view, wanted="") -> str                  the currency that most prices of the page name, or ""
    read_totals(view, currency="", rows=()) -> TotalsView   subtotal, discounts, delivery, tax, fees, total ...
Checkout
    stage(view, frames=()) -> str                           one of STAGES
    guest_choice(view) -> Choice[Control]|Choice[Field]|None
    guest_option(view, field) -> Option|None                the entry of such a list
    choices_needed(view) -> Sequence[ChoiceGroup]           delivery, payment, terms ...; ``needed`` has no answer yet
    next_step(history: Sequence[Step], view) -> Choice[Control]|None
    is_final(control, lang="") -> bool                      places the order
    may_be_final(history, view, control) -> bool            may place it without saying so
    errors(view) -> list[FieldError]                        FieldError(text, field|None, on_screen)
    failures(view) -> list[str]                             of them, what tells that something went wrong
    objections(before, after) -> list[FieldError]           what the page says against what was sent since then
    says_it_failed(before, after) -> str                    a failure that a page tells which confirms something
    lets_nobody_in(view) -> bool                            shows a form to log in and nothing to buy
    log_in_form(view) / register_form(view) -> LogInForm | RegisterForm | None
Fields
    classify(field, lang="") -> Guess|None                  Guess(kind, sure, why)
    classified(view) -> Mapping[str, Sequence[Field]]       kind -> honest fields of that kind, topmost first
    value_for(kind, identity, card, field, lang="")         text to type, or the ``value`` of the option to choose
Paying
    payment_methods(view) -> list[ChoiceItem]
    card_fields(views) -> CardForm|None                     .places: CardField(kind, field, view)...
    card_place(view) -> Frame|None                          the frame that should hold the card's fields
    pay_button(view) -> Choice[Control]|None
    decline_message(views) -> str
    challenge(views) -> ChallengeView|None                  .view .complete .fail .cancel .code
The end
    confirmation(before, after) -> Confirmation             .signs .reference .total .next_step .believed
    order_status_link(view), help_link(view), returns_link(view) -> Choice[Control]|None
    closed(view), looks_like_error(view), soft_404(view), bot_challenge(view) -> str
Money
    parse_price(text, locale="", currency="") -> Money|None; find_prices(...) -> list[Money]
"""

from mystery_shopper.shop.abroad import currency_shown
from mystery_shopper.shop.account_forms import LogInForm, RegisterForm, lets_nobody_in, log_in_form, register_form
from mystery_shopper.shop.adding import added
from mystery_shopper.shop.basket import (
    BasketView,
    basket_count,
    basket_link,
    is_basket,
    read_basket,
    to_checkout,
    update_basket,
)
from mystery_shopper.shop.basketlines import BasketLine
from mystery_shopper.shop.checkout import (
    STAGES,
    Stage,
    is_final,
    may_be_final,
    next_step,
    stage,
)
from mystery_shopper.shop.choosing import ChoiceGroup, ChoiceItem, choices_needed, guest_choice, guest_option
from mystery_shopper.shop.confirming import (
    Confirmation,
    bot_challenge,
    closed,
    confirmation,
    help_link,
    looks_like_error,
    order_status_link,
    returns_link,
    soft_404,
)
from mystery_shopper.shop.counters import Counters, counters
from mystery_shopper.shop.fields import Guess, classified, classify
from mystery_shopper.shop.finding import (
    Result,
    categories,
    category_link,
    next_page,
    no_results,
    product_link,
    results,
)
from mystery_shopper.shop.hearing import by_name, perceived
from mystery_shopper.shop.layers import (
    Consent,
    UnaskedLayer,
    answer_over,
    consent,
    goes_by,
    says_it_works,
    unasked_layer,
    veil,
)
from mystery_shopper.shop.listed import opener_of, quantity_field, row_of, taking_box
from mystery_shopper.shop.looking import look, look_frames, resolve
from mystery_shopper.shop.objecting import FieldError, errors, failures, objections, says_it_failed
from mystery_shopper.shop.options import OptionChoice, OptionGroup
from mystery_shopper.shop.parts import (
    Control,
    Field,
    Frame,
    Layer,
    Line,
    Message,
    Money,
    Option,
    Picture,
    ProductData,
    Rect,
    Row,
)
from mystery_shopper.shop.payment import (
    CardField,
    CardForm,
    ChallengeView,
    card_fields,
    card_place,
    challenge,
    decline_message,
    pay_button,
    payment_methods,
)
from mystery_shopper.shop.prices import find_prices, parse_price
from mystery_shopper.shop.product import ProductView, read_product
from mystery_shopper.shop.quoting import quoted
from mystery_shopper.shop.searching import search_box, search_opener, search_submit
from mystery_shopper.shop.selling import add_to_basket, adding_button
from mystery_shopper.shop.sorting import SortControl, sort_control, sort_list
from mystery_shopper.shop.totals import TotalsView, read_totals
from mystery_shopper.shop.values import value_for
from mystery_shopper.shop.view import Choice, PageView, Step, furniture, in_reach, meaning_changed
from mystery_shopper.shop.vouchers import voucher_field, voucher_submit
from mystery_shopper.shop.weighing import alike

__all__ = [
    "STAGES",
    "BasketLine",
    "BasketView",
    "CardField",
    "CardForm",
    "ChallengeView",
    "Choice",
    "ChoiceGroup",
    "ChoiceItem",
    "Confirmation",
    "Consent",
    "Control",
    "Counters",
    "Field",
    "FieldError",
    "Frame",
    "Guess",
    "Layer",
    "Line",
    "LogInForm",
    "Message",
    "Money",
    "Option",
    "OptionChoice",
    "OptionGroup",
    "PageView",
    "Picture",
    "ProductData",
    "ProductView",
    "Rect",
    "RegisterForm",
    "Result",
    "Row",
    "SortControl",
    "Stage",
    "Step",
    "TotalsView",
    "UnaskedLayer",
    "add_to_basket",
    "added",
    "adding_button",
    "alike",
    "answer_over",
    "basket_count",
    "basket_link",
    "bot_challenge",
    "by_name",
    "card_fields",
    "card_place",
    "categories",
    "category_link",
    "challenge",
    "choices_needed",
    "classified",
    "classify",
    "closed",
    "confirmation",
    "consent",
    "counters",
    "currency_shown",
    "decline_message",
    "errors",
    "failures",
    "find_prices",
    "furniture",
    "goes_by",
    "guest_choice",
    "guest_option",
    "help_link",
    "in_reach",
    "is_basket",
    "is_final",
    "lets_nobody_in",
    "log_in_form",
    "look",
    "look_frames",
    "looks_like_error",
    "may_be_final",
    "meaning_changed",
    "next_page",
    "next_step",
    "no_results",
    "objections",
    "opener_of",
    "order_status_link",
    "parse_price",
    "pay_button",
    "payment_methods",
    "perceived",
    "product_link",
    "quantity_field",
    "quoted",
    "read_basket",
    "read_product",
    "read_totals",
    "register_form",
    "resolve",
    "results",
    "returns_link",
    "row_of",
    "says_it_failed",
    "says_it_works",
    "search_box",
    "search_opener",
    "search_submit",
    "soft_404",
    "sort_control",
    "sort_list",
    "stage",
    "taking_box",
    "to_checkout",
    "unasked_layer",
    "update_basket",
    "value_for",
    "veil",
    "voucher_field",
    "voucher_submit",
]
