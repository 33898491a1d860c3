"""Nobody is sent where shop.yaml does not allow, nothing costs money, and no secret is left in any file."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route
from shops.serving import SHOPS
from tiny_shop import Answer, Asked, TinyShop
from whole_suite import Result, Suite

from mystery_shopper.errors import OrderRefused
from mystery_shopper.senses.guard import Guard
from mystery_shopper.settings import load_shop
from mystery_shopper.shopper.purse import Purse

pytest_plugins = ("shops.pages",)

FOREIGN_WAYS = (
    "link",
    "form",
    "new tab",
    "new window",
    "iframe",
    "redirect",
    "script",
    "fetch",
    "beacon",
    "form in a tab",
    "tab that turns",
    "tab redirected",
    "empty tab",
    "meta",
)
FEATURE = (
    """
Feature: Ways out of the shop
"""
    + "".join(
        f"""
  Scenario: {way}
    Given she opens the page "ways"
    When she takes the way out by "{way}"
    And she waits until the page is quiet
"""
        for way in FOREIGN_WAYS
    )
    + """
  Scenario: What is allowed
    Given she opens the page "ways"
    When she takes the way out by "allowed"
    Then the page shows "answers: 3"
"""
)
STEPS = """
from mystery_shopper import says


@says("{who} take(s) the way out by {string}")
def takes_way(shopper, way):
    shopper.page.evaluate("way => window.ways[way]()", way)


@says("{who} wait(s) until the page is quiet")
def waits(shopper):
    shopper.page.wait_for_timeout(300)
    shopper.page.evaluate("fetch('/quiet')")
    shopper.page.wait_for_timeout(100)
"""
WAYS = """
const foreign = '%s', allowed = '%s';
const add = html => { document.querySelector('#here').innerHTML = html; return document.querySelector('#here > *'); };
let answers = 0;
const answered = () => { answers += 1; document.querySelector('#here').textContent = 'answers: ' + answers; };
window.ways = {
  'link': () => add(`<a href="${foreign}/out-link">out</a>`).click(),
  'form': () => add(`<form method="post" action="${foreign}/out-form"><input name="a" value="b"></form>`).submit(),
  'new tab': () => add(`<a target="_blank" href="${foreign}/out-tab">out</a>`).click(),
  'new window': () => { window.open(foreign + '/out-window'); },
  'iframe': () => { add(`<iframe src="${foreign}/out-frame"></iframe>`); },
  'redirect': () => { location.href = '/leads-away'; },
  'script': () => { location.href = foreign + '/out-script'; },
  'fetch': () => { fetch(foreign + '/out-fetch', {method: 'POST', body: 'a=b', mode: 'no-cors'}).catch(() => {}); },
  'beacon': () => { navigator.sendBeacon(foreign + '/out-beacon', 'a=b'); },
  'form in a tab': () => add(`<form method="post" target="_blank" action="${foreign}/out-form-tab"><input name="a" ` +
    `value="b"></form>`).submit(),
  'tab that turns': () => { const tab = window.open('/quiet'); tab.location = foreign + '/out-turned'; },
  'tab redirected': () => add(`<a target="_blank" href="/leads-away">out</a>`).click(),
  'empty tab': () => { const tab = window.open(''); tab.document.write(`<form method="post" ` +
    `action="${foreign}/out-empty"><input name="a" value="b"></form>`); tab.document.forms[0].submit(); },
  'meta': () => { document.head.insertAdjacentHTML('beforeend',
      `<meta http-equiv="refresh" content="0;url=${foreign}/out-meta">`); },
  'allowed': () => {
    const picture = new Image(); picture.onload = answered; picture.src = foreign + '/picture.svg';
    const script = document.createElement('script'); script.onload = answered; script.src = foreign + '/script.js';
    document.head.append(script);
    fetch(allowed + '/api', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'})
      .then(answer => answer.json()).then(answered);
  },
};
"""
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Allow-Methods": "POST",
}


@pytest.fixture(scope="module")
def places(open_tiny_shop: Callable[[], TinyShop]) -> tuple[TinyShop, TinyShop, TinyShop]:
    """The shop, its payment provider, and a foreign host, each at an origin of its own."""
    shop, payment, foreign = open_tiny_shop(), open_tiny_shop(), open_tiny_shop()
    shop.show("/ways", '<p id="here">Ways.</p>', script=WAYS % (foreign.url, payment.url))
    shop.answers["/quiet"] = Answer("{}", kind="application/json")
    shop.answers["/leads-away"] = Answer(status=302, headers={"Location": f"{foreign.url}/out-redirect"})
    payment.answers["/api"] = Answer("{}", kind="application/json", headers=CORS)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    foreign.answers["/picture.svg"] = Answer(picture, kind="image/svg+xml")
    foreign.answers["/script.js"] = Answer("window.came = true;", kind="text/javascript")
    return shop, payment, foreign


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory: pytest.TempPathFactory, places: tuple[TinyShop, TinyShop, TinyShop]) -> Result:
    """A suite in which every page tries to send the shopper away, played once."""
    shop, payment, _ = places
    suite = Suite(tmp_path_factory.mktemp("safety") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    suite.write("shop.yaml", f"shop: {shop.url}\npayment_hosts: [{payment.url}]\n")
    return suite.run("--fail-on=never")


def test_no_way_leads_to_a_host_that_is_not_allowed(
    sent_out: Result, places: tuple[TinyShop, TinyShop, TinyShop]
) -> None:
    foreign = places[2]
    assert sent_out.junit.keys() >= {"test_link", "test_beacon"}, sent_out.text
    came = [f"{each.method} {each.path}" for each in foreign.asked if each.path.startswith("/out-")]
    assert set(came) <= {"GET /out-turned", "GET /out-redirect"}, came  # a tab that turns while it opens is closed


@pytest.mark.parametrize("way", FOREIGN_WAYS)
def test_what_was_refused_is_told(sent_out: Result, places: tuple[TinyShop, TinyShop, TinyShop], way: str) -> None:
    told = [each for each in sent_out.visit(way)["story"] if "was not taken: shop.yaml does not allow" in each]
    assert len(told) == 1, sent_out.visit(way)
    assert places[2].url in told[0]


def test_pictures_and_scripts_of_other_hosts_come_and_so_does_the_payment_host(
    sent_out: Result, places: tuple[TinyShop, TinyShop, TinyShop]
) -> None:
    _, payment, foreign = places
    assert sent_out.status("test_what_is_allowed") == "passed", sent_out.said("test_what_is_allowed")
    assert {"/picture.svg", "/script.js"} <= set(foreign.paths("GET"))
    assert payment.paths("POST") == ["/api"]


def test_the_visit_identifies_itself_to_the_shop_alone(
    sent_out: Result, places: tuple[TinyShop, TinyShop, TinyShop]
) -> None:
    shop, payment, foreign = places
    documents = [each for each in shop.asked if each.path == "/ways"]
    assert documents
    assert all(shop.url in header(each) for each in documents)
    assert not any(header(each) for each in payment.asked + foreign.asked)


def test_the_header_breaks_no_request_to_another_origin(
    sent_out: Result, places: tuple[TinyShop, TinyShop, TinyShop]
) -> None:
    [preflight] = [each for each in places[1].asked if each.method == "OPTIONS"]
    assert preflight.headers["access-control-request-headers"] == "content-type"


@pytest.fixture(scope="module")
def two_orders(
    tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]
) -> tuple[Result, TinyShop]:
    """Two workers who both want to buy where one order is allowed, and who say who they are by their user agent."""
    shop = open_tiny_shop()
    for each in (SHOPS / "teapots").iterdir():
        kind = mimetypes.guess_type(each.name)[0] or "text/html"
        shop.answers[f"/{each.name}"] = Answer(each.read_text("utf-8"), kind=f"{kind}; charset=utf-8")
    shop.answers["/"] = shop.answers["/index.html"]
    suite = Suite(tmp_path_factory.mktemp("orders") / "suite")
    buying = '    When she buys "Brown Betty Teapot" as a guest\n    Then the order is placed\n'
    suite.feature(f"Feature: F\n  Scenario: One\n{buying}  Scenario: Two\n{buying}")
    suite.write("shop.yaml", f"shop: {shop.url}\nmax_orders: 1\nidentify: {{user-agent: our-shoppers/1.0}}\n")
    return suite.run("-n=2", "--fail-on=never"), shop


def test_a_run_places_no_more_orders_than_it_may_whatever_its_workers(two_orders: tuple[Result, TinyShop]) -> None:
    result, shop = two_orders
    assert shop.paths().count("/thanks.html") == 1, result.text
    [bought] = [each for each in result.visits if each["orders"]]
    assert bought["orders"] == ["TS-10042"]
    [refused] = [each for each in result.visits if not each["orders"]]
    assert refused["outcome"] == "inconclusive"
    assert "This run may place 1 orders and this would be number 2." in refused["reason"]
    assert "Raise max_orders in shop.yaml" in result.out


def test_a_token_in_the_user_agent_takes_the_place_of_the_header(two_orders: tuple[Result, TinyShop]) -> None:
    _, shop = two_orders
    pages = [each for each in shop.asked if each.headers.get("accept", "").startswith("text/html")]
    assert pages
    assert all(each.headers["user-agent"].endswith(" our-shoppers/1.0") for each in pages)
    assert not any(header(each) for each in shop.asked)


def header(asked: Asked) -> str:
    return asked.headers.get("x-mystery-shopper", "")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://shop.example/basket", True),
        ("https://SHOP.example:443/", True),
        ("http://shop.example/", True),
        ("https://shop.example:8443/", False),
        ("https://pay.example:8443/card", True),
        ("https://pay.example/card", False),
        ("https://shop.example.evil.example/", False),
        ("https://shop.example@evil.example/", False),
        ("https://evil.example/shop.example", False),
        ("about:blank", True),
        ("ftp://shop.example/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_the_usual_port_needs_no_naming_and_no_disguise_helps(url: str, allowed: bool, tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("shop: https://shop.example\npayment_hosts: ['https://pay.example:8443']\n", "utf-8")
    shop = load_shop(path)
    guard = Guard(shop.allowed_hosts, shop.own_hosts, {}, lambda url, what: None)
    assert guard.allows(url) is allowed


def test_a_shop_at_the_usual_port_can_be_walked_through(shop_browser: Browser) -> None:
    shop = load_shop(None, url="https://shop.example")
    refused: list[str] = []
    links = '<a id="in" target="_blank" href="/two">in</a> <a id="out" target="_blank" href="https://other.example/">out</a>'

    def answer(route: Route) -> None:
        route.fulfill(body=links, content_type="text/html")

    with shop_browser.new_context() as context:
        guard = Guard(
            shop.allowed_hosts, shop.own_hosts, {"X-Mystery-Shopper": "hello"}, lambda url, _: refused.append(url)
        )
        guard.watch(context, chromium=True)
        context.route("https://shop.example/**", answer)
        page = context.new_page()
        page.goto("https://shop.example/")
        with context.expect_page() as opened:
            page.click("#in")
        assert opened.value.url == "https://shop.example/two"
        with context.expect_event("requestfailed"):
            page.click("#out")
        assert refused == ["https://other.example/"]
        assert len(context.pages) == 2


def test_a_frame_of_another_site_is_watched_before_its_first_script_runs(
    shop_browser: Browser, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop, bank, foreign = open_tiny_shop(), open_tiny_shop(), open_tiny_shop()
    shop.show("/here", '<iframe src="/quiet" name="bank"></iframe>')
    shop.show("/quiet", "<p>Soon.</p>")
    post = "fetch('{}', {{method: 'POST', body: 'a=b', mode: 'no-cors'}}).catch(() => 0).then(() => document.title = 1)"
    bank.show("/asks", f"<script>{post.format(foreign.url + '/at-once')}</script><p>Is that you?</p>")
    at_the_bank = bank.url.replace("127.0.0.1", "localhost")
    hosts = frozenset({shop.host, bank.host.replace("127.0.0.1", "localhost")})
    refused: list[str] = []
    with shop_browser.new_context() as context:
        Guard(hosts, frozenset({shop.host}), {}, lambda url, _: refused.append(url)).watch(context, chromium=True)
        page = context.new_page()
        page.goto(f"{shop.url}/here")
        for _ in range(3):
            page.evaluate("document.querySelector('iframe').src = '/quiet'")
            page.wait_for_event("framenavigated", lambda each: each.url == f"{shop.url}/quiet")
            page.evaluate("bank => { document.querySelector('iframe').src = bank }", f"{at_the_bank}/asks")
            frame = page.wait_for_event("framenavigated", lambda each: each.url == f"{at_the_bank}/asks")
            frame.wait_for_function("document.title === '1'")
        page.evaluate(  # a worker has no page of its own to be watched through
            """code => new Promise(done => {
                 new Worker(URL.createObjectURL(new Blob([code]))).onmessage = done })""",
            post.format(foreign.url + "/worker").replace("document.title = 1", "postMessage(1)"),
        )
    assert foreign.paths() == []
    assert refused.count(f"{foreign.url}/at-once") == 3
    assert refused.count(f"{foreign.url}/worker") == 1


def test_an_order_that_the_form_refused_is_not_counted(tmp_path: Path) -> None:
    purse = Purse(tmp_path / "orders", 1, lambda _url: True)
    purse.count_order()
    purse.take_back_order()
    purse.count_order()
    with pytest.raises(OrderRefused):
        purse.count_order()


CONFIRM = """
Feature: Hosts that nobody has allowed
  Scenario: The card form is refused
    Given she opens the shop
    When she tries to pay by card

  Scenario: A link is refused
    Given she opens the page "links"
    When she follows the link "Our terms"

  Scenario: Data are refused
    Given she opens the page "links"
    When she presses "Check the stock"

  Scenario: A dead button beside a refused beacon
    Given she opens the page "links"
    When she presses "Wave"
"""


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> tuple[Result, str]:
    """A shop whose way on leads to a host that shop.yaml does not name, and that host."""
    shop, foreign = open_tiny_shop(), open_tiny_shop()
    host = foreign.host.replace("127.0.0.1", "localhost")
    frame = f'<iframe src="http://{host}/card" title="Card details" width="400" height="200"></iframe>'
    till = f"<h2>Payment</h2><p>Total to pay: £12.00</p><p>Pay by card</p>{frame}<button>Pay £12.00</button>"
    shop.show("/", till, title="Payment")
    data = f"fetch('http://{host}/stock', {{method: 'POST', mode: 'no-cors'}}).catch(() => 0)"
    wave = f"navigator.sendBeacon('http://{host}/seen', 'a')"
    buttons = f'<button onclick="{data}">Check the stock</button> <button onclick="{wave}">Wave</button>'
    shop.show("/links", f'<a href="http://{host}/terms">Our terms</a> {buttons}', title="Links")
    suite = Suite(tmp_path_factory.mktemp("refused") / "suite")
    suite.feature(CONFIRM)
    return suite.run(shop=shop.url), host


@pytest.mark.parametrize(
    ("scenario", "line"),
    [
        ("The card form is refused", "payment_hosts: [{host}]"),
        ("A link is refused", "hosts: [{host}]"),
        ("Data are refused", "hosts: [{host}]"),
    ],
)
def test_what_our_guard_has_stopped_says_nothing_of_the_shop(
    refused: tuple[Result, str], scenario: str, line: str
) -> None:
    result, host = refused
    visit = result.visit(scenario)
    assert visit["outcome"] == "inconclusive"
    assert visit["findings"] == []
    assert f"The way to {host} was not taken, because shop.yaml does not allow this host" in visit["reason"]
    assert visit["reason"].endswith(f"add to shop.yaml: {line.format(host=host)}")


def test_a_refused_beacon_excuses_no_dead_button(refused: tuple[Result, str]) -> None:
    assert refused[0].visit("A dead button beside a refused beacon")["outcome"] == "blocked"
