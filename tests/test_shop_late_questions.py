"""What some shops ask or show only a moment later, by the browser alone, or in a form beside the one that is sent."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from shops.buying import Bought, Customers
from shops.mugs import OFFER, SHOP, TILL, send, told
from shops.serving import See
from tiny_shop import page

from mystery_shopper import shop
from mystery_shopper.presets import devices
from mystery_shopper.shop.asking import ticked_extras
from mystery_shopper.shop.confirming import order_reference
from mystery_shopper.shop.fields import classified, classify
from mystery_shopper.shop.layers import says_it_works
from mystery_shopper.shop.parts import Field
from mystery_shopper.shop.view import Line, PageView

pytest_plugins = ("shops.pages",)


def sent(people: Customers, pages: dict[str, str], **traits: Any) -> Bought:
    return send(people, {**SHOP, **pages}, **traits)


# ------------------------------------------------------------------ what comes a moment later


def test_a_till_that_is_drawn_after_its_frame_is_waited_for(people: Customers) -> None:
    frame = (
        "<h2>Customer</h2><h2>Payment</h2><div id=app></div><aside><p>1 x Blue Mug £9.00</p><p>Total £9.00</p></aside>"
    )
    script = (
        f"setTimeout(() => {{ app.innerHTML = `<form action=/thanks>{TILL}<button>Buy now</button></form>` }}, 900)"
    )
    bought = sent(people, {"/till": page(frame, title="Checkout", script=script)})
    assert bought.reference == "MUG-4711", told(bought)


def test_a_button_that_sleeps_while_the_page_says_that_it_works_is_waited_for(people: Customers) -> None:
    form = "<form action=/thanks>{}<p id=word></p><button id=go disabled>Buy now</button></form>"
    script = "addEventListener('input', () => { word.textContent = 'Calculating delivery…'; setTimeout(() => { word.textContent = 'Delivery free'; go.disabled = false }, 3500) }, {once: true})"
    bought = sent(people, {"/till": page(form.format(TILL), title="Checkout", script=script)}, patience_s=12.0)
    assert bought.reference == "MUG-4711", told(bought)


@pytest.mark.parametrize(
    ("text", "lang", "works"),
    [
        ("Please wait", "en", True),
        ("Loading delivery options…", "en", True),
        ("Versandarten werden geladen ...", "de", True),
        ("Loading bay mug", "en", False),
        ("Processing fee", "en", False),
        ("Enter your address to see delivery options", "en", False),
    ],
)
def test_a_page_asks_in_words_to_be_waited_for(text: str, lang: str, works: bool) -> None:
    assert says_it_works(PageView("http://shop.example/till", lang=lang, lines=(Line(text, region="main"),))) is works


SIZES: Final = "<fieldset><legend>Size</legend>" + "".join(f"<label style='position:relative;display:inline-block'><input type=radio name=z value={one} required style='position:absolute;width:1px;height:1px;opacity:0.2'> {one}</label> " for one in ("Small", "Large")) + "</fieldset>"  # fmt: skip


def test_a_choice_that_shows_only_after_the_button_was_pressed_is_made_and_the_button_pressed_again(
    people: Customers,
) -> None:
    mug = page(f"{OFFER}<form action=/basket><div id=ask hidden>{SIZES}</div><button>Add to basket</button></form>", title="Blue Mug", script="document.querySelector('form button').addEventListener('click', () => { ask.hidden = false }, {once: true})")  # fmt: skip
    bought = sent(people, {"/mug": mug})
    assert bought.reference == "MUG-4711", told(bought)
    assert [each for each in bought.trail if "choose radio" in each], told(bought)


def test_a_text_that_only_the_browser_demands_is_written(people: Customers) -> None:
    form = "<form action=/basket><label>Engraving <input name=g required></label><label>Note for us <input name=n></label><button>Add to basket</button></form>"
    bought = sent(people, {"/mug": page(OFFER + form, title="Blue Mug")})
    assert bought.reference == "MUG-4711", told(bought)
    assert 'She put 1 of "Blue Mug" in the basket.' in bought.trail
    assert len([each for each in bought.trail if "Add to basket" in each]) == 2, told(bought)


def test_what_slid_open_before_she_came_does_not_make_its_button_a_moving_one(people: Customers) -> None:
    form = "<form action=/basket><label>Size <select id=z name=z><option value=''>Choose a size</option><option>Small</option></select></label><div id=more style='height:0;overflow:hidden'>£9.00, in stock</div><button>Add to basket</button></form>"
    script = "z.onchange = () => { let h = 0; const to = setInterval(() => { more.style.height = `${h = Math.min(h + 6, 150)}px`; if (h === 150) clearInterval(to) }, 13) }"
    bought = sent(people, {"/mug": page(OFFER + form, title="Blue Mug", script=script)})
    assert bought.reference == "MUG-4711", told(bought)
    assert not [each for each in bought.findings if each.startswith("moving-target")], told(bought)


# ------------------------------------------------------------------ what stands in a form beside


def test_a_list_that_loads_the_page_anew_for_each_make_is_one_of_its_options(see: See) -> None:
    choose = "<form id=v action=/mug></form><h1>Blue Mug</h1><label>Size <select name=z form=v onchange='this.form.submit()'><option value=''>Choose a size</option><option>Small</option></select></label><p>£9.00</p>"
    add = "<form action=/basket><button disabled>Add to basket</button></form>"
    assert [each.label for each in shop.read_product(see(f"<main>{choose}{add}</main>")).options] == ["Size"]
    sent_by_button = choose.replace("</form>", "<button>Show prices abroad</button></form>", 1)
    assert shop.read_product(see(f"<main>{sent_by_button}{add}</main>")).options == ()


def test_an_error_that_names_a_box_is_answered_by_ticking_it(people: Customers) -> None:
    box = "<form id=w><label><input type=checkbox name=w> Mein Widerrufsrecht kenne ich gut</label><label><input type=checkbox name=ad> Angebote per SMS</label></form>"
    form = f"<p role=alert id=no></p>{box}<form action=/thanks id=f>{TILL}<button>Jetzt kaufen</button></form>"
    script = "f.onsubmit = e => { if (w.ad.checked) no.textContent = 'SMS'; else if (!w.w.checked) no.textContent = 'Bitte beachten Sie die Widerrufsbelehrung!'; else return; e.preventDefault() }"
    bought = sent(people, {"/till": page(form, title="Kasse", script=script).replace('lang="en-GB"', 'lang="de"')})
    assert bought.reference == "MUG-4711", told(bought)


CARD: Final = "<form><p>Nummer<br><input name='d[n]'></p><p>Gültig bis<br><select name='d[m]'>{}</select> <select name='d[y]'>{}</select></p><p>Prüfziffer<br><input name='d[p]'></p></form>".format(
    "".join(f"<option>{month:02d}</option>" for month in range(1, 13)), "<option>2030</option><option>2034</option>"
)


def test_the_parts_of_a_card_are_known_by_each_other(see: See) -> None:
    found = {kind: [each.name for each in fields] for kind, fields in classified(see(CARD, lang="de")).items()}
    assert found == {"card-number": ["d[n]"], "card-month": ["d[m]"], "card-year": ["d[y]"], "card-cvc": ["d[p]"]}


def test_two_fields_behind_one_name_for_both_are_postcode_and_town(see: See) -> None:
    row = "<form><div>PLZ, Ort<br><input name=a size=5> <input name=b></div></form>"
    found = classified(see(row, lang="de"))
    assert {kind: [each.name for each in fields] for kind, fields in found.items()} == {
        "postcode": ["a"],
        "city": ["b"],
    }


def test_a_list_of_brands_asks_for_the_make_of_the_card(see: See) -> None:
    form = "<form><label>Karte <select name=k><option value=m>Mastercard</option><option value=v>Visa</option></select></label></form>"
    assert list(classified(see(form, lang="de"))) == ["card-type"]


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Field(1, type="number", name="order[line_items_attributes][0][quantity]"), "quantity"),
        (Field(1, label="Enter gift card code", label_from="label", name="giftcardcode"), "voucher"),
        (Field(1, label="Gift card number", label_from="label"), "voucher"),
    ],
)
def test_words_of_two_trades_are_told_apart(field: Field, kind: str) -> None:
    guess = classify(field, "en")
    assert guess is not None
    assert guess.kind == kind


# ------------------------------------------------------------------ what pages look like


def test_a_button_that_is_cut_away_for_eyes_is_not_there_for_them(see: See) -> None:
    away = "<form role=search><input type=search aria-label=Search><button style='position:absolute;clip:rect(1px,1px,1px,1px)'>Search</button></form>"
    assert [each.name for each in see(away).controls] == []
    assert [each.name for each in see(away.replace("position:absolute;", "")).controls] == ["Search"]


def test_a_search_whose_button_is_cut_away_is_sent_by_enter(people: Customers) -> None:
    search = "<form action=/found role=search><input type=search name=q aria-label='Search products' style='width:200px'><button style='position:absolute;left:0;clip:rect(1px,1px,1px,1px)'>Search</button></form>"
    pages = {"/": page(search, title="Mugs"), "/found": page("<ul><li><a href='/mug'>Blue Mug</a> £9.00</li></ul>", title="1 result")}  # fmt: skip
    bought = sent(people, pages)
    assert bought.reference == "MUG-4711", told(bought)
    assert not [each for each in bought.findings if each.startswith("obscured-target")], told(bought)


def test_where_a_part_is_placed_does_not_make_it_a_line_of_the_basket(see: See) -> None:
    line = "<div class=product><a href='/mug'><b>Blue Mug</b></a> <a href='#' title='Remove from cart'>Remove</a> <span><a href='#' title='Remove one'>-</a><input type=text class='js_quantity quantity' value=1><a href='#' title='Add one'>+</a></span> <span>$ 85.00</span></div>"
    sums = "<table><tr><td>Subtotal</td><td>$ 85.00</td></tr><tr><td>Taxes</td><td>$ 12.75</td></tr><tr><td>Total</td><td>$ 97.75</td></tr></table><a href='/till'>Checkout</a>"
    basket = shop.read_basket(
        see(
            f"<main><div class='row position-relative' style='display:flex'><div style='width:300px'>{sums}</div><div style='width:600px'><h3>Overview</h3>{line}</div></div></main>"
        )
    )
    assert [(each.name, each.quantity) for each in basket.lines] == [("Blue Mug", 1)]
    assert (basket.totals.subtotal, basket.totals.tax, basket.totals.total) == (Decimal("85.00"), Decimal("12.75"), Decimal("97.75"))  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "lang", "delivery", "tax"),
    [
        (("Total del artículo: 13,99 €", "Total de envío: 4,95 €", "Total pedido: 18,94 €"), "es", "4.95", None),
        (("Item total £13.99", "Shipping total £4.95", "Order total £18.94"), "en", "4.95", None),
        (("Subtotal £13.99", "Total with shipping £18.94"), "en", None, None),
        (("Summe Artikel (netto) 11,76 €", "zzgl. 19% MwSt., Betrag 2,23 €", "Versandkosten 4,95 €", "Gesamtbetrag 18,94 €"), "de", "4.95", "2.23"),
    ],
)  # fmt: skip
def test_sums_are_told_from_the_total_by_the_words_around_it(
    see: See, rows: tuple[str, ...], lang: str, delivery: str | None, tax: str | None
) -> None:
    totals = shop.read_totals(see("".join(f"<p>{each}</p>" for each in rows), lang=lang))
    wanted = [None if each is None else Decimal(each) for each in (delivery, tax)]
    assert (totals.total, [totals.delivery, totals.tax]) == (Decimal("18.94"), wanted)


def test_a_products_name_below_order_summary_is_no_reference(see: See) -> None:
    rows = "<b>Order summary</b><h6>1 x Corner Desk Left Sit (120 cm)</h6><p>Thank you for your order.</p><p>Communication: S00017</p>"
    assert order_reference(see(f"<main>{rows}</main>")) == "S00017"


def test_what_adds_stands_beyond_what_makes_one_more(see: See) -> None:
    layer = "<main><h1>Blue Mug</h1><p>£9.00</p><button aria-label=Less>-</button> <span>1</span> <button aria-label=More>+</button> <button>Add £9.00</button></main>"
    found = shop.add_to_basket(see(layer), "Blue Mug")
    assert found is not None
    assert found.target.name == "Add £9.00"


@pytest.mark.parametrize(
    ("entries", "extras"),
    [
        ("<option>No</option><option selected>Yes (+£2.00)</option>", ["Gift wrapping: Yes (+£2.00)"]),
        ("<option selected>No</option><option>Yes (+£2.00)</option>", []),
        ("<option selected>Paper (+£1.00)</option><option>Silk (+£2.00)</option>", []),
    ],
)
def test_a_list_that_has_chosen_what_costs_more_where_something_costs_nothing_is_told(
    see: See, entries: str, extras: list[str]
) -> None:
    asked = f"<label>Gift wrapping <select name=g>{entries}</select></label>"
    assert [label for label, _ in ticked_extras(see(f"<main><form>{asked}</form></main>"))] == extras


@pytest.mark.parametrize(("stays_ms", "told_of"), [(250, False), (60_000, True)])
def test_what_hides_the_focus_only_while_something_is_loaded_is_not_told(
    people: Customers, stays_ms: int, told_of: bool
) -> None:
    script = f"""document.querySelector('form button').addEventListener('focus', () => {{
      const veil = document.createElement('div'); veil.style = 'position:fixed;inset:0 0 50% 0;background:#eee'; document.body.append(veil);
      setTimeout(() => veil.remove(), {stays_ms}) }}, {{once: true}})"""
    mug = page(f"{OFFER}<form action=/basket><button>Add to basket</button></form>", title="Blue Mug", script=script)
    bought = sent(people, {"/mug": mug}, input="keyboard")
    assert any(each.startswith("focus-obscured") for each in bought.findings) is told_of, told(bought)


@pytest.mark.parametrize("traits", [{"input": "touch", "device": devices()["pixel-7"]}, {"input": "mouse"}])
def test_a_field_below_a_bar_at_the_windows_edge_is_scrolled_away_from_it_and_filled(
    people: Customers, traits: dict[str, Any]
) -> None:
    bar = "<div style='position:fixed;bottom:0;left:0;right:0;height:90px;background:#ddd;display:flex'><a href='/' style='flex:1;padding:30px'>My account</a></div>"
    form = f"<div style='height:calc(100vh - 190px)'></div><form action=/thanks>{TILL}<button>Buy now</button></form><div style='height:60vh'></div>{bar}"
    bought = sent(people, {"/till": page(form, title="Checkout")}, forms="types", **traits)
    assert bought.reference == "MUG-4711", told(bought)


def test_a_list_that_gives_place_to_another_one_while_she_is_at_the_form_is_chosen_in_there(people: Customers) -> None:
    mail = "<label>E-mail <input type=email name=e autocomplete=email required></label>"
    lands = "<option value=FR>France<option value=GB>United Kingdom"
    first = f"<p><label for=land>Country</label><select id=land autocomplete=country>{lands}</select></p><p id=then hidden><select id=own aria-label='Country or region'>{lands}</select></p>"
    form = f"<form action=/thanks id=f>{mail}{first}{TILL.replace(mail, '')}<button>Buy now</button></form>"
    script = """f.e.addEventListener('input', () => { then.hidden = false; land.tabIndex = -1;
        land.style = 'position:absolute;width:1px;height:1px;clip:rect(0 0 0 0);overflow:hidden;padding:0;border:0' }, {once: true});
      f.onsubmit = e => { if (own.value !== 'GB') e.preventDefault() }"""
    bought = sent(people, {"/till": page(form, title="Checkout", script=script)}, input="keyboard", forms="types")
    assert bought.reference == "MUG-4711", told(bought)


def test_a_button_that_falls_asleep_under_her_finger_is_pressed_once_more(people: Customers) -> None:
    form = f"<form action=/thanks>{TILL}<button id=go>Buy now</button></form>"
    script = "addEventListener('pointerdown', e => { if (e.target === go) { if (window.was) return; window.was = true; go.disabled = true; setTimeout(() => { go.disabled = false }, 400) } }, true)"
    bought = sent(people, {"/till": page(form, title="Checkout", script=script)})
    assert bought.reference == "MUG-4711", told(bought)
    assert 'button "Buy now" slept when she pressed it; she pressed once more.' in bought.trail, told(bought)


def test_what_was_sent_off_by_the_first_touch_is_not_pressed_again(people: Customers) -> None:
    form = f"<form action=/thanks id=f>{TILL}<button id=go type=button>Buy now</button></form>"
    script = "window.sent = 0; addEventListener('pointerdown', e => { if (e.target !== go) return; go.disabled = true; sent++; fetch('/order', {method: 'POST'}).finally(() => setTimeout(() => { if (sent > 1) document.querySelector('h1').textContent = 'Ordered twice'; else location = '/thanks' }, 1200)); setTimeout(() => { go.disabled = false }, 500) }, true)"
    bought = sent(people, {"/till": page(form, title="Checkout", script=script), "/order": "{}"})
    assert bought.reference == "MUG-4711", told(bought)
    assert len([each for each in bought.trail if 'press button "Buy now"' in each]) == 1, told(bought)


def test_a_button_that_is_cut_away_is_hidden_by_nothing_that_lies_over_it(people: Customers) -> None:
    form = "<form action=/basket><p style='position:relative'><button name=b formaction=/basket style='position:absolute;left:0;top:0;clip:rect(1px,1px,1px,1px)'>Add</button><input aria-label=Engraving style='position:relative;width:300px;height:60px'></p><button>Add to basket</button></form>"
    bought = sent(people, {"/mug": page(OFFER + form, title="Blue Mug")}, input="keyboard")
    assert bought.reference == "MUG-4711", told(bought)
    assert not [each for each in bought.findings if each.startswith("focus-obscured")], told(bought)
