"""What a shopper can do and ask: the verbs and questions that sentences are made of."""

from mystery_shopper.cast import Cast
from mystery_shopper.shopper.clearing import answer_cookies, clear_the_way
from mystery_shopper.tasks.after import (
    ask_for_return,
    open_contact,
    open_help,
    open_order_from_mail,
    open_returns,
    read_mail,
    write_to_the_shop,
)
from mystery_shopper.tasks.amounts import change_quantity, remove
from mystery_shopper.tasks.arriving import open_shop, take_in
from mystery_shopper.tasks.away import be_away, come_back_tomorrow
from mystery_shopper.tasks.basket import open_basket, reload_basket
from mystery_shopper.tasks.checkout import (
    choose_delivery,
    continue_as_guest,
    give_details,
    proceed,
    start_checkout,
)
from mystery_shopper.tasks.choosing import put_in_basket
from mystery_shopper.tasks.expecting import (
    expect_declined,
    expect_friction,
    expect_giving_up,
    expect_held_up,
    expect_in_basket,
    expect_language,
    expect_mail,
    expect_no_friction,
    expect_no_order,
    expect_one_order,
    expect_order,
    expect_pieces,
    expect_quick_answers,
    expect_reason,
    expect_reference,
    expect_text,
)
from mystery_shopper.tasks.expecting_money import (
    expect_delivery_cost,
    expect_lower_total,
    expect_price,
    expect_right_total,
    expect_same_price,
    expect_same_total,
    expect_total,
)
from mystery_shopper.tasks.finding import (
    browse,
    open_last_product,
    open_product,
    search,
    search_with_a_slip,
)
from mystery_shopper.tasks.going_back import go_back
from mystery_shopper.tasks.listings import (
    expect_in_list,
    expect_no_results,
    expect_sold_out,
    expect_sorted,
    follow_link,
    press_named,
)
from mystery_shopper.tasks.logging_in import log_in
from mystery_shopper.tasks.narrowing import narrow_by_price, narrow_to
from mystery_shopper.tasks.options import choose_option
from mystery_shopper.tasks.paying import pay, try_again
from mystery_shopper.tasks.placing import place_order
from mystery_shopper.tasks.shopping import (
    buy,
    come_to_payment,
    find_and_put_in_basket,
    known_account,
    mend_mistake,
    own_account,
    register,
)
from mystery_shopper.tasks.sorting import sort_by
from mystery_shopper.tasks.till import note_methods
from mystery_shopper.tasks.vouchers import enter_voucher

__all__ = [
    "Cast",
    "answer_cookies",
    "ask_for_return",
    "be_away",
    "browse",
    "buy",
    "change_quantity",
    "choose_delivery",
    "choose_option",
    "clear_the_way",
    "come_back_tomorrow",
    "come_to_payment",
    "continue_as_guest",
    "enter_voucher",
    "expect_declined",
    "expect_delivery_cost",
    "expect_friction",
    "expect_giving_up",
    "expect_held_up",
    "expect_in_basket",
    "expect_in_list",
    "expect_language",
    "expect_lower_total",
    "expect_mail",
    "expect_no_friction",
    "expect_no_order",
    "expect_no_results",
    "expect_one_order",
    "expect_order",
    "expect_pieces",
    "expect_price",
    "expect_quick_answers",
    "expect_reason",
    "expect_reference",
    "expect_right_total",
    "expect_same_price",
    "expect_same_total",
    "expect_sold_out",
    "expect_sorted",
    "expect_text",
    "expect_total",
    "find_and_put_in_basket",
    "follow_link",
    "give_details",
    "go_back",
    "known_account",
    "log_in",
    "mend_mistake",
    "narrow_by_price",
    "narrow_to",
    "note_methods",
    "open_basket",
    "open_contact",
    "open_help",
    "open_last_product",
    "open_order_from_mail",
    "open_product",
    "open_returns",
    "open_shop",
    "own_account",
    "pay",
    "place_order",
    "press_named",
    "proceed",
    "put_in_basket",
    "read_mail",
    "register",
    "reload_basket",
    "remove",
    "search",
    "search_with_a_slip",
    "sort_by",
    "start_checkout",
    "take_in",
    "try_again",
    "write_to_the_shop",
]
