"""Reads shops that nobody described: one look gives a ``PageView``, and pure functions decide which control is meant.

Nothing here clicks, types or waits. Every decision returns a ``Choice(target, sure, why)`` or None.

Looking (one round trip a frame)
    look(page | frame) -> PageView                          the document itself, open shadow roots included
    look_frames(page) -> list[PageView]                     visible child frames, nested and cross-origin ones too
    resolve(page | frame | view, ref) -> ElementHandle|None the element of a ``ref`` in that document; None when gone
    meaning_changed(before, after) -> bool                  more than a number changed
Layers
    consent(view) -> Consent|None                           .accept .reject .manage .save: Choice[Control]|None
    unasked_layer(view) -> UnaskedLayer|None                .close: Choice|None, .kind newsletter|age|country|other
Finding
    search_box(view) -> Choice[Field]|None
    search_opener(view) -> Choice[Control]|None             what opens a hidden search box (or the menu that holds it)
    search_submit(view, box: Field) -> Choice[Control]|None
    results(view) -> list[Result]                           Result(name, price: Money|None, control, row)
    product_link(view, name) -> Choice[Control]|None
    category_link(view, name) -> Choice[Control]|None
    categories(view) -> list[Control]                       likely category links, menus first
    sort_control(view, how) -> SortControl|None             how: price-up, price-down, name, newest
    next_page(view) -> Choice[Control]|None
    no_results(view) -> str                                 the page's own sentence, or ""
Product
    read_product(view, currency="") -> ProductView          name, price, currency, list_price, from_price, available, options
    add_to_basket(view, name="") -> Choice[Control]|None    name: on listings, the product's own row
    quantity_field(view, name="") -> Choice[Field]|None
    added(before, after) -> tuple[str, ...]                 signs that something was put in the basket
Basket
    basket_link(view) -> Choice[Control]|None
    basket_count(view) -> int|None                          the number in the badge
    read_basket(view, currency="") -> BasketView            lines: (name, quantity, unit, total, remove, quantity_field, row)
    to_checkout(view) -> Choice[Control]|None
    update_basket(view) -> Choice[Control]|None
    voucher_field(view) -> Choice[Field]|None
    voucher_submit(view, field) -> Choice[Control]|None
    read_totals(view, currency="") -> TotalsView            lines, discounts, delivery, tax, tax_included, fees, total, currency
Checkout
    stage(view, frames=()) -> str                           one of STAGES
    guest_choice(view) -> Choice[Control]|Choice[Field]|None
    choices_needed(view) -> list[ChoiceGroup]               radios, methods and boxes that must be chosen or ticked
    next_step(history: Sequence[Step], view) -> Choice[Control]|None
    is_final(control) -> bool                               places the order
    errors(view) -> list[FieldError]                        FieldError(text, field|None, on_screen)
    log_in_form(view) / register_form(view) -> LogInForm | RegisterForm | None
Fields
    classify(field, lang="") -> Guess|None                  Guess(kind, sure, why)
    classified(view) -> dict[str, list[Field]]              kind -> honest fields of that kind, topmost first
    value_for(kind, identity, card, field, lang="") -> str|None   text to type, or the ``value`` of the option to choose
Paying
    payment_methods(view) -> list[ChoiceItem]
    card_fields(views) -> CardForm|None                     .places: (kind, field, view)...
    pay_button(view) -> Choice[Control]|None
    decline_message(views) -> str
    challenge(views) -> ChallengeView|None                  .view .complete .fail .cancel .code
The end
    confirmation(before, after) -> Confirmation             .signs .reference .total .next_step; believed when >= 2 signs
    order_status_link(view) -> Choice[Control]|None
    help_link(view) / returns_link(view) -> Choice[Control]|None
    looks_like_error(view) -> str; soft_404(view) -> str; bot_challenge(view) -> str
Money
    parse_price(text, locale="", currency="") -> Money|None; find_prices(text, ...) -> list[Money]
"""
