"""Pages that draw their parts anew, slide or end while a shopper reaches for them."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

import pytest
from page_window import Window
from playwright.sync_api import Browser
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.shop.reaching import reach

pytest_plugins = ("shops.pages",)

ORDER = (
    "<main><h1>Checkout</h1><div id=review><p>Total £9.00</p>"
    "<label><input type=checkbox name=terms> I accept the terms</label><button>Place order</button></div></main>"
)
REDRAW = "() => { const part = document.querySelector('#review'), kept = part.innerHTML; part.innerHTML = kept }"


@pytest.mark.parametrize("part", ["controls", "fields"])
def test_what_was_drawn_anew_is_nowhere_under_its_old_number_and_is_found_again(see: See, part: str) -> None:
    view = see(ORDER)
    known = getattr(view, part)[0]
    assert reach(view, known.ref) is not None
    view.frame.evaluate(REDRAW)
    assert reach(view, known.ref) is None
    now = shop.look(view.frame)
    again = now.again(known)
    assert again is not None
    assert again.ref != known.ref
    assert reach(now, again.ref) is not None


def test_of_two_alike_the_one_at_the_old_place_is_meant(see: See) -> None:
    view = see("<main><button style='display:block;margin:200px 0'>Continue</button><button>Continue</button></main>")
    first, second = view.controls
    assert view.again(first) == first
    assert view.again(second) == second


def test_what_is_gone_is_not_found_again(see: See) -> None:
    view = see(ORDER)
    view.frame.evaluate("document.querySelector('button').remove()")
    assert shop.look(view.frame).again(view.controls[0]) is None


def test_a_link_is_pressed_where_it_has_something_of_its_own(see: See) -> None:
    view = see("<a href='/pot'><img src='data:,' width=90 height=90><h4 style='margin:60px 0'>Pot</h4></a>")
    at = reach(view, view.controls[0].ref)
    assert at is not None
    assert view.frame.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('a')", [at.x, at.y])


def test_what_stands_in_a_frame_that_is_larger_than_the_window_is_brought_into_it(see: See) -> None:
    form = "<p style=&quot;height:1500px&quot;>Card</p><label>Card number <input></label>"
    view = see(f"<main><p style='height:900px'>Pay</p><iframe style='height:2000px' srcdoc='{form}'></iframe></main>")
    page = view.frame.page
    inner = shop.look(page.frames[1])
    found = reach(inner, inner.fields[0].ref)
    assert found is not None
    assert found.y == pytest.approx(page.viewport_size["height"] / 2, abs=page.viewport_size["height"] / 2)


def test_nobody_takes_aim_at_what_is_still_sliding(see: See) -> None:
    view = see("<div id=box style='height:300px;transition:height 0.3s'></div><button>Go</button>")
    page = view.frame.page
    rest = view.controls[0].rect.y - 200
    page.evaluate("document.querySelector('#box').style.height = '100px'")
    at = reach(view, view.controls[0].ref, mark=True)
    assert at is not None
    assert at.y == pytest.approx(rest + at.height / 2, abs=1)


@pytest.mark.parametrize("beyond", [0.4, 0.0, -0.4, 30.0])
def test_what_stands_at_the_edge_of_the_window_is_pressed_where_it_is(shop_browser: Browser, beyond: float) -> None:
    window = Window(shop_browser)
    top = 600 - 40 + beyond
    page = window.show(
        f"<style>body {{ margin: 0 }} p {{ margin: 0; height: 3000px }} button {{ position: absolute; top: {top}px; left: 9px; height: 40px }}</style>"
        "<p>Terms</p><button>Buy now</button>"
    )
    view = shop.look(page)
    at = reach(view, view.controls[0].ref, mark=True)
    assert at is not None
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", [at.x, at.y]) == "BUTTON"
    window.context.close()
