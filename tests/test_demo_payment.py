"""The demo shop's payment provider, over real HTTP and in a browser inside another origin's page."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, FrameLocator, Page, expect

from mystery_shopper.demo import days, payment
from mystery_shopper.demo.config import DemoConfig
from mystery_shopper.demo.payment.ledger import Ledger
from mystery_shopper.demo.serving import Served, listen, port_of

VISA = "4242424242424242"
CHALLENGE = "4000000000003220"
LUHN_VALID_UNKNOWN = "4012888888881881"

PARENT = """<!doctype html><html lang="en"><title>Till</title><main><h1>Till</h1>
<button id="pay">Pay</button><iframe title="Card" style="width:100%;border:0" src="{src}"></iframe>
<pre id="log"></pre></main>
<script>
const frame = document.querySelector("iframe"), origin = "{origin}", log = document.querySelector("#log");
const heights = [];
document.querySelector("#pay").onclick = () => frame.contentWindow.postMessage({{type: "submit"}}, origin);
addEventListener("message", (event) => {{
  if (event.origin !== origin) return;
  if (event.data.type === "resize") heights.push(frame.style.height = event.data.height + "px");
  else log.textContent += JSON.stringify(event.data) + "\\n";
}});
</script></html>"""


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Till:
    """A running provider, and a page of another origin that frames its card form."""

    def __init__(self, state: Path) -> None:
        self.state = state
        own, parent = listen(0, "payment", "-"), listen(0, "parent", "-")
        self.payment_url = f"http://localhost:{port_of(own)}"
        self.parent_url = f"http://127.0.0.1:{port_of(parent)}"
        config = DemoConfig(state, self.parent_url, self.payment_url, "127.0.0.1", 0)
        self._served = [Served("payment", payment.make_application(config), own)]
        self._served.append(Served("parent", self._parent_page(), parent))

    def close(self) -> None:
        for served in self._served:
            served.close()

    def ask(self, path: str, body: Any = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.payment_url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as fault:
            return fault.code, json.load(fault)

    def order(self, **changes: Any) -> dict[str, Any]:
        order = {"amount": "45.90", "currency": "GBP", "reference": "B-1001", "locale": "en-GB"}
        return {**order, "return_url": self.parent_url + "/", "parent_origin": self.parent_url, **changes}

    def open(self, **changes: Any) -> str:
        status, opened = self.ask("/api/payments", self.order(**changes))
        assert status == 201
        return str(opened["id"])

    def charge(self, payment_id: str, **changes: str) -> tuple[int, Any]:
        fields = {"number": VISA, "expiry": "12 / 49", "cvc": "123", "name": "Ada Lovelace"}
        return self.ask(f"/frame/{payment_id}/card", {**fields, **changes})

    def show(self, payment_id: str) -> Any:
        return self.ask(f"/api/payments/{payment_id}")[1]

    def _parent_page(self) -> Flask:
        app = Flask("parent")

        @app.get("/<payment_id>")
        def page(payment_id: str) -> str:
            return PARENT.format(src=f"{self.payment_url}/frame/{payment_id}", origin=self.payment_url)

        return app


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    till = Till(tmp_path_factory.mktemp("payment"))
    yield till
    till.close()


@pytest.fixture
def till(served: Till) -> Till:
    days.good_day(served.state)
    return served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 900})
    yield context.new_page()
    context.close()


def fill(frame: FrameLocator, number: str = VISA) -> None:
    frame.get_by_label("Card number").press_sequentially(number)
    frame.get_by_label("Expiry date").press_sequentially("1249")
    frame.get_by_label("Security code").fill("123")
    frame.get_by_label("Name on card").fill("Ada Lovelace")


def visit(page: Page, till: Till, payment_id: str) -> FrameLocator:
    page.goto(f"{till.parent_url}/{payment_id}")
    return page.frame_locator("iframe")


def said(page: Page) -> list[dict[str, Any]]:
    return [json.loads(line) for line in page.locator("#log").inner_text().splitlines()]


@pytest.mark.parametrize(
    ("number", "status", "reason", "brand"),
    [
        (VISA, "authorised", "", "visa"),
        ("5555 5555 5555 4444", "authorised", "", "mastercard"),
        ("4000-0566-5566-5556", "authorised", "", "visa"),
        ("4000000000000002", "declined", "do_not_honour", "visa"),
        ("4000000000009995", "declined", "insufficient_funds", "visa"),
        ("4000000000000069", "declined", "expired_card", "visa"),
        (CHALLENGE, "requires_action", "", "visa"),
        ("4000002500003155", "requires_action", "", "visa"),
    ],
)
def test_each_published_test_card_decides(till: Till, number: str, status: str, reason: str, brand: str) -> None:
    payment_id = till.open()
    code, answer = till.charge(payment_id, number=number)
    shown = till.show(payment_id)
    assert (code, answer["status"], answer["reason"]) == (200, status, reason)
    assert (shown["status"], shown["reason"]) == (status, reason)
    assert shown["card"] == {"brand": brand, "last4": number[-4:]}


def test_american_express_has_a_code_of_four_digits(till: Till) -> None:
    payment_id = till.open()
    refused = till.charge(payment_id, number="3782 822463 10005", cvc="123")
    taken = till.charge(payment_id, number="3782 822463 10005", cvc="1234")
    assert refused[0] == 200
    assert "4 digits" in refused[1]["errors"]["cvc"]
    assert taken == (200, {"status": "authorised", "reason": "", "next": ""})


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"number": ""}, "number", "Enter your card number"),
        ({"number": "4242424242424241"}, "number", "is not valid"),
        ({"number": "4242 4242"}, "number", "is not valid"),
        ({"number": LUHN_VALID_UNKNOWN}, "number", "is not a test card"),
        ({"expiry": ""}, "expiry", "Enter the expiry date"),
        ({"expiry": "13 / 49"}, "expiry", "month and a year"),
        ({"expiry": "soon"}, "expiry", "month and a year"),
        ({"expiry": "12 / 20"}, "expiry", "in the past"),
        ({"cvc": "12"}, "cvc", "3 digits"),
        ({"cvc": ""}, "cvc", "Enter the security code"),
        ({"name": " "}, "name", "Enter the name"),
    ],
)
def test_a_field_filled_in_wrong_is_named_and_leaves_the_payment_open(
    till: Till, changes: dict[str, str], field: str, words: str
) -> None:
    payment_id = till.open()
    code, answer = till.charge(payment_id, **changes)
    assert code == 200
    assert list(answer["errors"]) == [field]
    assert words in answer["errors"][field]
    assert till.show(payment_id)["status"] == "requires_card"
    assert till.charge(payment_id)[1]["status"] == "authorised"


@pytest.mark.parametrize("expiry", ["12 / 49", "12/49", "1249", "12/2049", "12 / 2049", "122049", "1/49", "12-49"])
def test_every_way_of_writing_an_expiry_date_is_taken(till: Till, expiry: str) -> None:
    assert till.charge(till.open(), expiry=expiry)[1]["status"] == "authorised"


def test_a_payment_is_charged_once_whatever_is_submitted_again(till: Till) -> None:
    payment_id = till.open()
    first = till.charge(payment_id)
    again = till.charge(payment_id, number="4000000000000002", cvc="")
    assert again == first
    assert till.show(payment_id)["card"]["last4"] == "4242"


def test_of_two_charges_at_once_the_first_one_counts(till: Till) -> None:
    book = Ledger()
    paid = book.open(till.order())
    book.charge(paid, VISA)
    book.charge(paid, "4000000000000002")
    assert (paid.status, paid.last4) == ("authorised", "4242")


def test_a_challenge_is_settled_once(till: Till) -> None:
    payment_id = till.open()
    till.charge(payment_id, number=CHALLENGE)
    first = till.ask(f"/bank/{payment_id}", {"answer": "cancel"})
    again = till.ask(f"/bank/{payment_id}", {"answer": "complete"})
    assert first == again == (200, {"status": "declined", "reason": "authentication_cancelled"})


def test_an_answer_the_bank_does_not_know_changes_nothing(till: Till) -> None:
    payment_id = till.open()
    till.charge(payment_id, number=CHALLENGE)
    code, answer = till.ask(f"/bank/{payment_id}", {"answer": "maybe"})
    assert code == 400
    assert "'maybe'" in answer["error"]
    assert "complete, fail, cancel" in answer["error"]
    assert till.show(payment_id)["status"] == "requires_action"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"amount": "-1"}, "'-1'"),
        ({"amount": "much"}, "'much'"),
        ({"amount": 45.9}, "'amount' is 45.9"),
        ({"currency": ""}, "'currency'"),
        ({"parent_origin": "http://127.0.0.1:1/till"}, "'http://127.0.0.1:1/till'"),
    ],
)
def test_an_order_that_cannot_be_paid_names_the_key_and_the_value(
    till: Till, changes: dict[str, Any], word: str
) -> None:
    code, answer = till.ask("/api/payments", till.order(**changes))
    assert code == 400
    assert word in answer["error"]


def test_an_unknown_payment_is_said_to_be_unknown(till: Till) -> None:
    code, answer = till.ask("/api/payments/pay_nowhere")
    assert code == 404
    assert "pay_nowhere" in answer["error"]


def test_only_the_ordering_shop_may_frame_the_form(till: Till) -> None:
    with urllib.request.urlopen(f"{till.payment_url}/frame/{till.open()}") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {till.parent_url}" in policy


def test_a_customer_pays_from_inside_the_frame(till: Till, page: Page) -> None:
    payment_id = till.open()
    frame = visit(page, till, payment_id)
    fill(frame)
    expect(frame.get_by_label("Card number")).to_have_value("4242 4242 4242 4242")
    expect(frame.get_by_label("Expiry date")).to_have_value("12 / 49")
    page.get_by_role("button", name="Pay").click()
    expect(page.locator("#log")).to_contain_text("result")
    assert said(page) == [
        {"type": "busy", "id": payment_id},
        {"type": "result", "id": payment_id, "status": "authorised", "reason": ""},
    ]


def test_mistakes_are_tied_to_their_fields_and_the_first_has_the_focus(till: Till, page: Page) -> None:
    payment_id = till.open()
    frame = visit(page, till, payment_id)
    fill(frame, "4242424242424241")
    frame.get_by_label("Name on card").fill("")
    page.get_by_role("button", name="Pay").click()
    number = frame.get_by_label("Card number")
    expect(number).to_be_focused()
    expect(number).to_have_accessible_description("Your card number is not valid. Please check its digits.")
    expect(frame.get_by_label("Name on card")).to_have_attribute("aria-invalid", "true")
    expect(frame.get_by_label("Security code")).to_have_value("123")
    assert [message["type"] for message in said(page)] == ["busy", "invalid"]
    number.fill("4242 4242 4242 4242")
    frame.get_by_label("Name on card").fill("Ada Lovelace")
    expect(number).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Pay").click()
    expect(page.locator("#log")).to_contain_text("authorised")


@pytest.mark.parametrize(
    ("button", "status", "reason"),
    [
        ("Complete authentication", "authorised", ""),
        ("Fail authentication", "declined", "authentication_failed"),
        ("Cancel", "declined", "authentication_cancelled"),
    ],
)
def test_the_bank_asks_inside_the_frame(till: Till, page: Page, button: str, status: str, reason: str) -> None:
    payment_id = till.open()
    frame = visit(page, till, payment_id)
    fill(frame, CHALLENGE)
    page.get_by_role("button", name="Pay").click()
    expect(frame.get_by_role("heading", name="Confirm your payment")).to_be_focused()
    expect(frame.get_by_text("£45.90")).to_be_visible()
    frame.get_by_role("button", name=button).click()
    expect(page.locator("#log")).to_contain_text("result")
    assert said(page)[-1] == {"type": "result", "id": payment_id, "status": status, "reason": reason}
    assert till.show(payment_id)["status"] == status


def test_the_frame_is_as_high_as_what_it_shows(till: Till, page: Page) -> None:
    frame = visit(page, till, till.open())
    expect(page.locator("iframe")).to_have_attribute("style", re.compile(r"height: \d+px"))
    box = page.locator("iframe").bounding_box()
    inner = frame.locator("body").evaluate("body => body.scrollHeight")
    assert box is not None
    assert abs(box["height"] - inner) <= 1


def test_a_picture_of_the_whole_page_does_not_make_the_page_jump(till: Till, page: Page) -> None:
    frame = visit(page, till, till.open())
    expect(page.locator("iframe")).to_have_attribute("style", re.compile(r"height: \d+px"))
    for _ in range(3):
        page.screenshot(full_page=True)
    page.locator("iframe").evaluate("frame => { frame.style.width = '0' }")
    frame.locator("body").evaluate(TWO_FRAMES)
    page.locator("iframe").evaluate("frame => { frame.style.width = '100%' }")
    frame.locator("body").evaluate(TWO_FRAMES)
    assert len(set(page.evaluate("heights"))) == 1


def test_a_message_from_another_origin_is_not_heard(till: Till, page: Page) -> None:
    payment_id = till.open(parent_origin="http://127.0.0.1:9")
    page.route("**/frame/*", _without_policy)
    frame = visit(page, till, payment_id)
    fill(frame)
    page.get_by_role("button", name="Pay").click()
    # The message is delivered before this evaluation is: both travel the frame's own queue.
    frame.locator("body").evaluate("() => new Promise((done) => setTimeout(done))")
    assert said(page) == []
    assert till.show(payment_id)["status"] == "requires_card"


@pytest.mark.parametrize(
    ("locale", "label", "shape"),
    [
        ("fr-FR", "Numéro de carte", "MM / AA"),
        ("de-DE", "Kartennummer", "MM / JJ"),
        ("ja-JP", "Card number", "MM / YY"),
    ],
)
def test_the_form_speaks_the_language_of_the_payment(
    till: Till, page: Page, locale: str, label: str, shape: str
) -> None:
    frame = visit(page, till, till.open(locale=locale))
    expect(frame.get_by_label(label)).to_be_editable()
    expect(frame.get_by_placeholder(shape)).to_be_visible()


def test_the_caret_stays_where_a_digit_is_corrected(till: Till, page: Page) -> None:
    frame = visit(page, till, till.open())
    number = frame.get_by_label("Card number")
    number.press_sequentially("42424242")
    number.evaluate("input => input.setSelectionRange(5, 5)")
    number.press("Backspace")
    expect(number).to_have_value("4244 242")
    number.press("2")
    expect(number).to_have_value("4242 4242")


def test_bad_day_payment_frame_down(till: Till, page: Page) -> None:
    days.switch_on(till.state, "payment-frame-down")
    frame = visit(page, till, till.open())
    expect(frame.get_by_role("heading", name="Service Unavailable")).to_be_visible()
    expect(frame.get_by_role("textbox")).to_have_count(0)


def test_bad_day_three_ds_hangs(till: Till, page: Page) -> None:
    days.switch_on(till.state, "three-ds-hangs")
    payment_id = till.open()
    frame = visit(page, till, payment_id)
    fill(frame, CHALLENGE)
    page.get_by_role("button", name="Pay").click()
    expect(frame.get_by_text("Connecting to your bank")).to_be_visible()
    expect(frame.get_by_role("button")).to_have_count(0)
    assert till.show(payment_id)["status"] == "requires_action"


def test_bad_day_decline_dead_end(till: Till, page: Page) -> None:
    days.switch_on(till.state, "decline-dead-end")
    first = till.open(reference="B-2002")
    frame = visit(page, till, first)
    fill(frame, "4000000000000002")
    page.get_by_role("button", name="Pay").click()
    expect(frame.get_by_label("Card number")).to_be_disabled()
    assert said(page)[-1] == {"type": "result", "id": first, "status": "declined", "reason": ""}
    again = visit(page, till, till.open(reference="B-2002"))
    expect(again.get_by_label("Card number")).to_be_disabled()
    days.good_day(till.state)
    mended = visit(page, till, till.open(reference="B-2002"))
    expect(mended.get_by_label("Card number")).to_be_editable()


def _without_policy(route: Any) -> None:
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=headers)
