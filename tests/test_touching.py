"""A shopper at single fields and buttons: how she writes where every key counts, and what flees from her pointer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from playwright.sync_api import Playwright
from shops.buying import ROOT
from tiny_shop import Answer, TinyShop

from mystery_shopper import shop, tasks
from mystery_shopper.errors import HeldUp
from mystery_shopper.journeys import load_journeys
from mystery_shopper.personas import load_personas
from mystery_shopper.settings import load_shop
from mystery_shopper.shopper import Shopper
from mystery_shopper.stage import Stage
from mystery_shopper.tasks.forms import fill_form
from mystery_shopper.tasks.logging_in import log_in
from mystery_shopper.visiting import Visiting

FIELDS = """<label>Card number <input id=card inputmode=numeric></label>
<label>Phone <input id=phone type=tel></label><label>Town <input id=town></label>"""
HEARD = """window.heard = {}; for (const type of ['keydown', 'input', 'pointerdown', 'keyup'])
addEventListener(type, e => { if (!e.target.id || e.key === 'Tab') return;
  const all = heard[e.target.id] ??= {}; all[type] = (all[type] || 0) + 1 }, true);"""
BY_KEY = """card.addEventListener('beforeinput', e => { if ((e.data || '').length > 1) e.preventDefault() });"""
IN_FOURS = """card.oninput = () => { card.value = card.value.replace(/\\D/g, '').replace(/(.{4})(?=.)/g, '$1 ') };"""
FLIGHT = "setTimeout(() => { go.style.transform = 'translateY(200px)' }, 12)"
FLEES = {
    "a listener": f"go.addEventListener('mouseenter', () => {FLIGHT})",
    "an attribute": f"go.onpointerover = () => {FLIGHT}",
    "the page around": f"document.addEventListener('mousemove', event => event.target === go && {FLIGHT})",
    "the window": f"addEventListener('pointermove', event => event.target === go && {FLIGHT})",
    "an object": f"go.addEventListener('mouseover', {{ handleEvent: () => {FLIGHT} }}, {{ once: true }})",
    "its own time": "go.onmouseenter = () => setTimeout(() => { go.style.transform = 'translateY(200px)' }, 100)",
    "a style": "setTimeout(() => { go.style.transition = 'transform 0s 12ms' })",
}


@pytest.fixture(scope="module")
def stage(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One browser for all of them; each test has a shop of its own."""
    opened = Stage(
        playwright=playwright,
        browser_name="chromium",
        launch={},
        executable=None,
        shop_file=load_shop(None, url="http://127.0.0.1:1"),
        reports=tmp_path_factory.mktemp("touching"),
        paced=False,
        workers=1,
        judge_timings=False,
        keep_secret=lambda *_: None,
    )
    yield opened
    opened.close()


@pytest.fixture
def visiting(stage: Stage, good_shop: TinyShop) -> Iterator[Visiting]:
    stage.shop_file = load_shop(None, url=good_shop.url)
    persona = replace(load_personas([ROOT / "personas"])["calm-desktop"], typos=0.0)
    visit = stage.invite(persona, "", load_journeys([ROOT / "journeys"])["guest-purchase"], "touching", 1)
    yield visit
    visit.close(None)


def write(shopper: Shopper, name: str, text: str, *, secret: bool = False) -> None:
    field = next(each for each in shopper.look().fields if each.id == name)
    shopper.fill(field, text, secret=secret)


@pytest.mark.parametrize(
    ("script", "holds"), [("", "4242424242424242"), (BY_KEY, "4242424242424242"), (IN_FOURS, "4242 4242 4242 4242")]
)
def test_a_card_number_stands_in_the_field_as_it_was_given(
    visiting: Visiting, good_shop: TinyShop, script: str, holds: str
) -> None:
    good_shop.show("/", FIELDS, script=script)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    write(shopper, "card", "4242424242424242", secret=True)
    assert shopper.page.evaluate("card.value") == holds


def test_only_a_field_that_takes_nothing_else_is_written_key_by_key(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", FIELDS, script=HEARD + BY_KEY)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    write(shopper, "card", "4242424242424242", secret=True)
    write(shopper, "phone", "01632 960123")
    heard = shopper.page.evaluate("heard")
    assert heard["card"]["keydown"] > 16
    assert heard["phone"]["keydown"] == heard["phone"]["keyup"] == 2  # its first and its last key are real ones
    assert shopper.page.evaluate("phone.value") == "01632 960123"


LISTENS = {
    "a listener": "phone.addEventListener('keyup', () => {})",
    "an attribute": "phone.oninput = () => {}",
    "the page": "document.addEventListener('beforeinput', () => {}, true)",
    "the window": "onkeydown = () => {}",
}
PLAIN = {"nobody": "", "who hears the change alone": "phone.onchange = () => {}; onfocus = () => {}"}


@pytest.mark.parametrize("script", [*LISTENS.values(), *PLAIN.values()], ids=[*LISTENS, *PLAIN])
def test_real_keys_are_typed_where_something_listens_to_them(
    visiting: Visiting, good_shop: TinyShop, script: str
) -> None:
    good_shop.show("/", FIELDS, script=script)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    write(shopper, "phone", "01632 960123")
    assert shopper.page.evaluate("phone.value") == "01632 960123"
    typed = shopper.page.evaluate("performance.eventCounts.get('keydown')")
    assert typed == (3 if script in LISTENS.values() else 1)  # its first, its last and Tab, or Tab alone


def test_tab_leads_from_field_to_field_and_the_hand_stays_on_the_keys(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", FIELDS, script=HEARD)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    for name in ("phone", "town", "card"):
        write(shopper, name, "01632 960123")
    heard = shopper.page.evaluate("heard")
    assert ["pointerdown" in heard[name] for name in ("phone", "town", "card")] == [True, False, True]
    assert shopper.page.evaluate("[phone.value, town.value, card.value]") == ["01632 960123"] * 3


@pytest.mark.parametrize("script", FLEES.values(), ids=FLEES.keys())
def test_a_button_that_flees_from_the_pointer_is_a_target_that_moved(
    visiting: Visiting, good_shop: TinyShop, script: str
) -> None:
    style = "<style>button:hover { transform: translateY(200px) }</style>" if "transition" in script else ""
    answers = ";onclick = () => document.body.append('Thank you');"
    page = f"{style}<button id=go type=button>Go on</button><p style='height:400px'>Words</p>"
    good_shop.show("/", page, script=script + answers)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    assert [each.element for each in shopper.recorder.ever("moved_target")] == ['button "Go on"']


OPENS = """go.addEventListener('EVENT', () => document.getElementById('box') || go.parentElement.insertAdjacentHTML(
'beforebegin', '<div id=box style="height:100px">Order within 2 h 14 min and we pack it today.</div>'))"""


@pytest.mark.parametrize("event", ["pointerover", "mouseenter", "mousemove"])
def test_what_opens_at_once_over_a_button_to_which_the_pointer_comes_has_moved_it(
    visiting: Visiting, good_shop: TinyShop, event: str
) -> None:
    page = "<p style='height:300px'>Words</p><div><button id=go type=button>Go on</button></div>"
    answers = ";onclick = () => document.body.append('Thank you');"
    good_shop.show("/", f"{page}<p style='height:900px'>Words</p>", script=OPENS.replace("EVENT", event) + answers)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    assert [each.element for each in shopper.recorder.ever("moved_target")] == ['button "Go on"']


PLAIN_FOCUS = "<style>a:focus { outline: 0 }</style><a href=/next>Help</a> <a href=/next>Go on</a>"


def test_where_the_focus_was_not_to_be_seen_belongs_to_the_page_that_she_left(
    stage: Stage, good_shop: TinyShop
) -> None:
    good_shop.show("/", PLAIN_FOCUS)
    good_shop.show("/next", "<h1>Next</h1>")
    stage.shop_file = load_shop(None, url=good_shop.url)
    persona = replace(load_personas([ROOT / "personas"])["calm-desktop"], input="keyboard")
    visit = stage.invite(persona, "", load_journeys([ROOT / "journeys"])["guest-purchase"], "by-keyboard", 1)
    shopper = visit.shopper
    shopper.go(good_shop.url)
    shopper.at("basket")
    shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    shopper.at("checkout")
    seen = [(each.moment, each.url) for each in shopper.recorder.ever("focus")]
    assert set(seen) == {("basket", f"{good_shop.url}/")}
    visit.close(None)


LEVELS = (
    "<form><label>First name <input name=a autocomplete=given-name></label><label>Last name <input name=b "
    "autocomplete=family-name></label><label>Street <input name=c autocomplete=address-line1></label>"
    "<label>Town or city <input name=d autocomplete=address-level{0} required></label><label>County <input name=e "
    "autocomplete=address-level{1}></label><label>Postcode <input name=f autocomplete=postal-code></label></form>"
)


@pytest.mark.parametrize(("town", "county"), [(2, 1), (1, 2)], ids=["right", "exchanged"])
def test_a_browser_that_writes_the_county_into_the_town_has_filled_it_wrongly(
    visiting: Visiting, good_shop: TinyShop, town: int, county: int
) -> None:
    good_shop.show("/", LEVELS.format(town, county))
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    fill_form(shopper)
    if shopper.recorder.ever("not_checked"):
        pytest.skip("this browser knows no autofill")
    missed = [each for fact in shopper.recorder.ever("autofilled") for each in fact.get("missed")]
    assert [(each["kind"], each["got"]) for each in missed] == ([] if town == 2 else [("city", "region")])
    assert shopper.page.evaluate("document.forms[0].d.value") == shopper.identity.city


GLIDES = {
    "a transition": "go.style.transition = 'transform .2s'",
    "an animation": "go.onpointerenter = () => go.animate([{}, {transform: 'translateY(200px)'}],"
    "{duration: 200, fill: 'forwards'})",
}


@pytest.mark.parametrize("script", GLIDES.values(), ids=GLIDES.keys())
def test_a_button_that_glides_away_from_the_pointer_is_a_target_that_moved(
    visiting: Visiting, good_shop: TinyShop, script: str
) -> None:
    style = "<style>div:hover button { transform: translateY(200px) }</style>" if "transition" in script else ""
    good_shop.show("/", f"{style}<div><button id=go type=button>Go on</button></div>", script=script)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    with contextlib.suppress(HeldUp):
        shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    assert [each.element for each in shopper.recorder.ever("moved_target")] == ['button "Go on"']


SHY = """<style>button:hover { position: relative; left: 400px }</style>
<button onclick="this.after('Thank you')">Go on</button>"""


@pytest.mark.parametrize("_turn", range(3))
def test_a_button_that_comes_and_goes_under_the_pointer_is_a_target_that_moved(
    visiting: Visiting, good_shop: TinyShop, _turn: int
) -> None:
    good_shop.show("/", SHY)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    with contextlib.suppress(HeldUp):
        shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    silent = [each for each in shopper.recorder.ever("action") if each.value == "press" and not each.get("effects")]
    assert bool(shopper.recorder.ever("moved_target")) == bool(silent)  # she may be quick enough to hit it at once


@pytest.mark.parametrize("style", ["transition: background-color .3s", "transition: transform .1s"])
def test_a_button_that_only_changes_its_looks_is_pressed(visiting: Visiting, good_shop: TinyShop, style: str) -> None:
    good_shop.show(
        "/",
        f"<style>button {{ {style} }} button:hover {{ background: teal; transform: scale(1.1) }}</style>"
        "<button id=go type=button onclick=\"this.after('Thank you')\">Go on</button>",
    )
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    answer = shopper.press(next(each for each in shopper.look().controls if each.name == "Go on"))
    assert "dom" in answer.effects
    assert not shopper.recorder.ever("moved_target")


TRAY = """<style>aside { position: fixed; top: 0; right: 0; width: 500px; height: 300px; background: white;
transform: translateX(480px); transition: transform .8s linear } aside.open { transform: none }</style>
<button id=opens type=button onclick="tray.classList.add('open')">Open</button>
<aside id=tray><button id=go type=button style="margin: 100px 20px; width: 160px"
onclick="this.after('Thank you')">Go on</button></aside>"""


@pytest.mark.parametrize("heard", ["", "go.onpointerenter = () => {}"], ids=["unheard", "heard"])
def test_a_button_in_a_tray_that_is_sliding_in_has_not_fled(
    visiting: Visiting, good_shop: TinyShop, heard: str
) -> None:
    good_shop.show("/", TRAY, script=heard)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.page.evaluate("() => { opens.click(); return new Promise(go => setTimeout(go, 250)) }")
    answer = shopper.press(next(each for each in shopper.look_again().controls if each.name == "Go on"))
    assert "dom" in answer.effects
    assert not shopper.recorder.ever("moved_target")


STATES = """<div role=presentation style="position: fixed; inset: 0; z-index: 1"></div>
<div role=presentation style="position: fixed; left: 40px; top: 20px; z-index: 2">
<div style="max-height: 200px; overflow: auto; background: white"><div role=listbox id=list></div></div></div>"""
FIFTY = """for (let n = 1; n <= 50; n++)
  list.insertAdjacentHTML('beforeend', `<div role=option tabindex=-1>State ${n}</div>`);
list.onclick = event => document.body.append(`You chose ${event.target.textContent}`);"""


@pytest.mark.parametrize("wanted", ["State 20", "State 50"])  # both below the list's edge, one within the window
def test_what_a_box_within_the_page_has_cut_off_is_scrolled_to(
    visiting: Visiting, good_shop: TinyShop, wanted: str
) -> None:
    good_shop.show("/", STATES, script=FIFTY)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.press(next(each for each in shopper.look().controls if each.name == wanted))
    assert f"You chose {wanted}" in shopper.page.inner_text("body")


PRODUCT = """<h1>Blue Mug</h1><p>£4.00</p><p><a href=/basket>Basket</a></p><button id=add>Add to basket</button>
<p id=said role=alert></p>"""
SAYS_SORRY = """add.onclick = async () => {
  await fetch('/add', {method: 'POST'}); said.textContent = 'Sorry, something went wrong' }"""
LINE = """<ul><li><h3>Blue Mug</h3> <label>Quantity <input type=number value=1></label> £4.00
<button>Remove</button></li></ul><p>Total £4.00</p><button>Go to checkout</button>"""


@pytest.mark.parametrize("holds", [True, False])
def test_an_error_is_believed_only_if_the_basket_is_empty(visiting: Visiting, good_shop: TinyShop, holds: bool) -> None:
    good_shop.show("/", PRODUCT, title="Blue Mug", script=SAYS_SORRY)
    good_shop.show("/add", "")
    good_shop.show("/basket", LINE if holds else "<p>Your basket is empty.</p>", title="Your basket")
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    if not holds:
        with pytest.raises(HeldUp, match="something went wrong"):
            tasks.put_in_basket(shopper, "Blue Mug")
        return
    tasks.put_in_basket(shopper, "Blue Mug")
    fact = shopper.recorder.ever("added")[0]
    assert (fact.value, fact.get("error")) == (["basket"], "Sorry, something went wrong")
    assert shopper.page.url.rstrip("/") == good_shop.url, "she has not left the product"


COUNTED = """<ul><li><h3>Blue Mug</h3> <button id=less style="width: 30px">-</button><span id=number>1</span>
<button id=more style="width: 30px">+</button> £4.00 <button>Remove</button></li></ul>
<p>Total £<span id=sum>4.00</span></p><button>Go to checkout</button>"""
SLEEPS = """more.onclick = () => {
  number.textContent = +number.textContent + 1; more.disabled = true;
  setTimeout(() => { sum.textContent = (number.textContent * 4).toFixed(2); more.disabled = false }, 900) }"""


def test_a_button_that_sleeps_while_the_shop_counts_is_waited_for(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/basket", COUNTED, title="Your basket", script=SLEEPS)
    shopper = visiting.shopper
    shopper.go(f"{good_shop.url}/basket")
    tasks.change_quantity(shopper, "Blue Mug", 3)
    assert shopper.page.inner_text("#number") == "3"


CARD = "<li><a href=/{0}><img data-src=/{0}.svg alt='' width=200 height=200></a><h3>{0}</h3><p>£4.00</p></li>"
CARDS = "<ul>" + "".join(CARD.format(each) for each in ("Mug", "Bowl", "Jug")) + "</ul>"
DRAWN = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
LOADS = f'setTimeout(() => {{ for (const img of document.images) img.src = "{DRAWN}" }}, 60)'


@pytest.mark.parametrize(("script", "missing"), [("", 3), (LOADS, 0)])
def test_pictures_that_never_get_their_address_are_missed_when_she_goes_on(
    visiting: Visiting, good_shop: TinyShop, script: str, missing: int
) -> None:
    good_shop.show("/", CARDS, script=script)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.page.wait_for_function("() => performance.now() > 400")
    shopper.reload()
    assert len(shopper.recorder.ever("image_broken")) == missing


def test_a_script_that_fails_when_a_field_is_left_fails_over_what_was_written(
    visiting: Visiting, good_shop: TinyShop
) -> None:
    good_shop.show("/", FIELDS, script="town.onblur = () => { throw new Error('no such town') }")
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    write(shopper, "town", "Dover")
    shopper.look_again()
    assert [each.get("after_action") for each in shopper.recorder.ever("js_error")] == ['fill text field "Town"']


LOG_IN = """<h1>Log in</h1><form action=/address><label>E-mail <input id=e type=email name=who></label>
<label>Password <input id=p type=password></label><button>Log in</button></form>"""
ADDRESS = """<h1>Delivery</h1><form><label>Street <input name=street required></label>
<label>E-mail <input name=mail type=email required></label><button>Continue</button></form>"""


def test_an_address_that_she_has_logged_in_with_is_asked_again(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", LOG_IN)
    good_shop.show("/address", ADDRESS)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    log_in(shopper, shopper.identity.email, "a-long-password")
    shopper.at("checkout")
    fill_form(shopper)
    assert [each.value for each in shopper.recorder.ever("asked_again")] == ["email"]


LIST = """<h1>Mugs</h1><label for=s>Sort by</label><select id=s><option value=''>Name<option value=up>Price</select>
<ul id=l><li>Blue Mug £12<li>Red Mug £9</ul>"""
LATE_SORT = "s.onchange = () => setTimeout(() => l.prepend(l.lastElementChild), {})"
KEPT_BACK = "s.onchange = () => setTimeout(() => {{ location.href = '/address' }}, {})"


@pytest.mark.parametrize("script", [LATE_SORT, KEPT_BACK])
def test_a_list_that_answers_a_choice_late_and_says_nothing_is_waited_for(
    visiting: Visiting, good_shop: TinyShop, script: str
) -> None:
    good_shop.show("/", LIST, script=script.format(1500))
    good_shop.show("/address", ADDRESS)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.choose_in(next(each for each in shopper.look().fields if each.type == "select"), "up")
    act = shopper.recorder.ever("action")[-1]
    assert (act.value, bool(act.get("effects"))) == ("choose", True)
    assert max(float(act.get("asked_s")), float(act.get("changed_s"))) > 1


def test_a_list_that_answers_a_choice_at_once_is_not_waited_for(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", LIST, script=LATE_SORT.format(0))
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.choose_in(next(each for each in shopper.look().fields if each.type == "select"), "up")
    assert shopper.recorder.ever("action")[-1].get("effects") == ["dom"]


def test_what_jumps_while_a_page_is_taken_in_is_noticed(visiting: Visiting, good_shop: TinyShop) -> None:
    tall = "<div id=d></div><h1>Mug</h1><p style='height:400px;background:#ddd'>A mug for tea</p>"
    good_shop.show("/", tall, script="onload = () => setTimeout(() => { d.style.height = '400px' }, 1100)")
    shopper = visiting.shopper
    tasks.open_shop(shopper)
    tasks.take_in(shopper)
    shopper.senses.hear_out(shopper.page)
    shopper.senses.flush()
    assert max(each.value for each in shopper.recorder.ever("cls")) > 0.1


def test_a_class_that_no_style_speaks_of_is_no_sign_of_work(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.answers["/late"] = Answer("{}", kind="application/json", after_s=1.4)
    sends = "f.classList.add('js-sent'); fetch('/late').then(() => { said.textContent = 'Sent' })"
    good_shop.show("/", f'<form id=f><button type=button onclick="{sends}">Send</button></form><p id=said></p>')
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.press(shopper.look().controls[0])
    act = shopper.recorder.ever("action")[-1]
    assert (act.get("effects"), act.get("busy")) == (["dom", "network"], False)
    assert act.get("changed_s") > 1.2


@pytest.mark.parametrize(("tag", "told"), [("div", ["unannounced"]), ("p hidden", [])])
def test_what_only_the_eyes_take_for_a_control_is_told_where_she_seeks_it(
    visiting: Visiting, good_shop: TinyShop, tag: str, told: list[str]
) -> None:
    script = "document.querySelector('.go').onclick = () => { said.textContent = 'Thank you' }"
    dress = 'class="go button" style="cursor:pointer;background:#174;color:#fff;padding:1em"'
    good_shop.show(
        "/", f"<p>Total: £5.00</p><{tag} {dress}>Place order</{tag.split()[0]}><p id=said></p>", script=script
    )
    shopper = visiting.shopper
    shopper.be(perceives="names", input="keyboard")
    shopper.go(good_shop.url)
    assert shopper.seek("the button that places the order", shop.pay_button) is None
    shopper.held_up("the order cannot be placed", looked_for="a button that places the order")
    assert [each.value for each in shopper.recorder.ever("keyboard")] == told


COMES_LATE = {
    "data": "fetch('/late').then(() => { d.style.height = '400px' })",
    "a picture": "d.innerHTML = '<img src=/late>'; d.firstChild.onerror = () => { d.style.height = '400px' }",
}


@pytest.mark.parametrize("script", COMES_LATE.values(), ids=COMES_LATE.keys())
def test_what_is_still_on_its_way_is_waited_for_before_a_page_is_left(
    visiting: Visiting, good_shop: TinyShop, script: str
) -> None:
    tall = "<div id=d></div><h1>Mug</h1><p style='height:400px;background:#ddd'>A mug for tea</p>"
    good_shop.answers["/late"] = Answer("{}", kind="application/json", after_s=2.2)
    good_shop.show("/", tall, script=f"onload = () => setTimeout(() => {{ {script} }}, 0)")
    shopper = visiting.shopper
    tasks.open_shop(shopper)
    tasks.take_in(shopper)
    shopper.senses.hear_out(shopper.page)
    shopper.senses.flush()
    assert max(each.value for each in shopper.recorder.ever("cls")) > 0.1


def test_a_page_that_is_whole_is_left_in_time(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", "<p>A mug</p><img src=/never loading=lazy style='margin-top:9000px'>")
    tasks.open_shop(visiting.shopper)
    began = monotonic()
    tasks.take_in(visiting.shopper)
    assert monotonic() - began < 2.2


BY_BROWSER = """<form><label>First name <input id=first autocomplete=given-name></label>
<label>Surname <input id=last autocomplete=family-name></label>
<label>Street <input id=street autocomplete=address-line1></label>
<label>Postcode <input id=zip autocomplete=postal-code></label></form>"""


def test_a_script_that_fails_when_the_browser_fills_a_form_fails_over_that(
    visiting: Visiting, good_shop: TinyShop
) -> None:
    good_shop.show("/", BY_BROWSER, script="zip.onchange = () => { throw new Error('no such place') }")
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    if not shopper.autofill(next(each for each in shopper.look().fields if each.id == "first")):
        pytest.skip("this browser fills no form")
    assert [each.get("after_action") for each in shopper.recorder.ever("js_error")] == [
        'let the browser fill from text field "First name"'
    ]


DRAWN = """([form, adds]) => { document.querySelector('main').innerHTML = form;
const late = document.getElementById('zip'), place = late.parentElement;
if (adds) { late.remove(); setTimeout(() => place.append(late), adds) } }"""


@pytest.mark.parametrize("adds", [0, 30, 70])
def test_a_form_that_the_page_has_just_drawn_is_filled(visiting: Visiting, good_shop: TinyShop, adds: int) -> None:
    good_shop.show("/", "<main></main>")
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    shopper.page.evaluate(DRAWN, [BY_BROWSER, adds])
    fields = shopper.look_again().fields
    if shopper.autofill(fields[0]) is None:
        pytest.skip("this browser fills no form")
    who = shopper.identity
    filled = shopper.page.eval_on_selector_all("input", "all => all.map(each => each.value)")
    wanted = [who.given_name, who.family_name, who.street, who.postcode]
    assert filled[: len(fields)] == wanted[: len(fields)]  # a field that came after she looked may be filled or not


SORTED = """<h1>Mugs</h1><label for=s>Sort by</label><select id=s><option value=''>Name</option>
<option value=up>Price low to high</option></select><p role=status id=w></p><ul id=l>
<li><a href=/blue>Blue Mug</a> <span>£12.00</span></li><li><a href=/red>Red Mug</a> <span>£9.00</span></li></ul>"""
SAYS_SO = "s.onchange = () => { w.textContent = 'Sorting'; setTimeout(() => l.prepend(l.lastElementChild), 900) }"


def test_a_list_that_says_that_it_is_being_sorted_is_read_when_it_is(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", SORTED, script=SAYS_SO)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    tasks.sort_by(shopper, "price-up")
    assert [str(each) for each in shopper.recorder.ever("sorted")[0].get("prices")] == ["9.00", "12.00"]


BREAKS_OFF = """town.oninput = () => { window.c?.abort(); window.c = new AbortController();
fetch('/slow', {signal: c.signal}) }"""


def test_an_error_is_told_with_its_name(visiting: Visiting, good_shop: TinyShop) -> None:
    good_shop.show("/", FIELDS, script=BREAKS_OFF)
    shopper = visiting.shopper
    shopper.go(good_shop.url)
    write(shopper, "town", "Dover")
    assert {each.get("error") for each in shopper.recorder.ever("js_error")} <= {"AbortError"}
    with shopper.page.context.expect_event("weberror", lambda trouble: "null" in trouble.error.message):
        shopper.page.evaluate("() => { setTimeout(() => { null.town }) }")
    assert "TypeError" in {each.get("error") for each in shopper.recorder.ever("js_error")}
