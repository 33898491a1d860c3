"""The demo as one child process: its start, its switches, its errors and its end."""

from __future__ import annotations

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from mystery_shopper.demo import DemoError, DemoShop, PortTaken, UnknownDay, days, process
from mystery_shopper.demo.__main__ import main
from mystery_shopper.demo.serving import listen, port_of

SOURCE = str(Path(process.__file__).parents[2])
ENVIRONMENT = {**os.environ, "PYTHONPATH": SOURCE}


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as fault:
        with fault:
            return fault.code


def test_everything_answers_once_it_has_started(demo: DemoShop) -> None:
    assert status(demo.url) == 200
    assert status(demo.inbox_url + "/api/v1/messages") == 200
    assert status(demo.payment_url + "/api/payments/none") == 404
    assert demo.url.startswith("http://127.0.0.1:")
    assert demo.payment_url.startswith("http://localhost:")
    assert demo.account[0].endswith("@example.com")


def test_mail_sent_to_the_demo_is_in_its_inbox(demo: DemoShop) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "shop@example.com", "grace@example.com", "Hello"
    host, port = demo.smtp.split(":")
    with smtplib.SMTP(host, int(port)) as smtp:
        smtp.send_message(mail)
    with urllib.request.urlopen(demo.inbox_url + "/api/v1/search?query=to:grace@example.com") as answer:
        assert [found["Subject"] for found in json.load(answer)["messages"]] == ["Hello"]


def test_an_order_is_in_the_order_book_and_its_mail_in_the_inbox(demo: DemoShop, browser: Browser) -> None:
    page = browser.new_page(locale="en-GB")
    page.goto(demo.url + "product/harbour-stoneware-mug/")
    page.get_by_role("button", name="Add to basket").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Basket")).to_contain_text("1")
    page.goto(demo.url + "checkout/")
    page.locator("main input[autocomplete$=email]").fill("ada@example.com")
    page.locator("main").get_by_role("button").last.click()
    given = {"given-name": "Ada", "family-name": "Lovelace", "address-line1": "12 Quay Street"}
    given |= {"address-level2": "Bristol", "postal-code": "BS1 4RB", "tel": "0117 496 0000"}
    for token, value in given.items():
        page.locator(f"input[autocomplete$={token}]").fill(value)
    page.locator("main").get_by_role("button").last.click()
    card = {"number": "4000000000003220", "expiry": "1249", "cvc": "123", "name": "Ada"}
    for field, value in card.items():
        page.frame_locator("iframe").locator(f"#{field}").fill(value)
    page.get_by_role("button", name="pay").click()
    page.frame_locator("iframe").get_by_role("button", name="Complete authentication").click()
    page.wait_for_url("**/confirmation/")
    page.close()
    (order,) = demo.orders()
    assert (order["email"], order["currency"]) == ("ada@example.com", "GBP")
    assert order["lines"] == [
        {"title": "Harbour Stoneware Mug", "sku": "HP-K01", "quantity": 1, "total": Decimal("12.50")}
    ]
    assert order["total"] == Decimal("12.50") + order["delivery"]
    with urllib.request.urlopen(demo.inbox_url + "/api/v1/search?query=to:ada@example.com") as answer:
        assert order["number"] in json.load(answer)["messages"][0]["Subject"]
    assert "3220" not in demo.log()


def test_a_bad_day_begins_and_ends_from_outside(demo: DemoShop) -> None:
    demo.bad_day("landing-down", "mail-lost")
    assert demo.active == {"landing-down", "mail-lost"}
    assert status(demo.url) == 503
    demo.good_day()
    assert demo.active == frozenset()
    assert status(demo.url) == 200


def test_a_misspelt_day_is_answered_with_the_nearest(demo: DemoShop) -> None:
    with pytest.raises(UnknownDay, match=r"no bad day 'price-drif'\. Did you mean 'price-drift'\? Valid: api-error, "):
        demo.bad_day("price-drif")
    with pytest.raises(UnknownDay, match="no bad day 'rain'"):
        DemoShop.start(days=["rain"])
    assert demo.active == frozenset()


def test_two_demos_run_side_by_side(demo: DemoShop) -> None:
    with DemoShop.start(days=["landing-down"]) as other:
        assert (status(other.url), status(demo.url)) == (503, 200)
        assert other.state != demo.state
        state = other.state
    assert not state.exists()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(other.url)


@pytest.mark.parametrize(
    ("option", "words"),
    [("port", "the shop"), ("payment_port", "the payment provider"), ("inbox_port", "the inbox")],
)
def test_a_taken_port_is_named_with_the_way_out(option: str, words: str) -> None:
    with listen(0, "a neighbour", "-") as taken:
        ports: dict[str, Any] = {option: port_of(taken)}
        with pytest.raises(PortTaken) as refused:
            DemoShop.start(**ports)
    text = str(refused.value)
    assert f"Port {ports[option]} for {words} is already in use on 127.0.0.1." in text
    assert f"--{option.replace('_', '-')} (in Python: {option}=), or 0 for any free one." in text


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_EXTRA", ("django", "a_library_that_is_not_there"))
    with pytest.raises(DemoError, match=r"needs a_library_that_is_not_there.*pip install .*\[demo\]'"):
        DemoShop.start()


def test_a_child_that_dies_while_starting_is_one_error_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/cat")
    with pytest.raises(DemoError) as refused:
        DemoShop.start()
    text = str(refused.value)
    assert "ended while it started (exit code 1)" in text
    assert "Run 'python -m mystery_shopper.demo' to see it by itself." in text
    assert "cat:" in text


def test_a_child_that_dies_later_is_told_at_the_next_use() -> None:
    with DemoShop.start() as demo:
        demo._child.kill()
        demo._child.wait()
        with pytest.raises(DemoError, match=r"has ended \(exit code -9\)\. Start another one\."):
            demo.orders()
        with pytest.raises(DemoError, match="has ended"):
            demo.bad_day("mail-lost")


def test_the_child_ends_with_its_parent() -> None:
    script = (
        "import sys, time; from mystery_shopper.demo import DemoShop; demo = DemoShop.start()\n"
        "print(demo.url, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    with parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline().rstrip("/\n").rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            parent.kill()
            # The operating system ends the connection when its other side is gone; nothing is ever sent on it.
            with suppress(ConnectionResetError):  # it had been taken up, and what it might have said was never read
                assert line.recv(1) == b""


def test_by_hand_it_serves_until_ctrl_c() -> None:
    command = [sys.executable, "-m", "mystery_shopper.demo", "--day", "mail-lost"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as served:
        assert served.stdout is not None
        told = [served.stdout.readline() for _ in range(7)]
        state = Path(told[4].split()[1]).parent
        found = (status(told[0].split()[1]), days.active(state))
        served.send_signal(signal.SIGINT)
    assert found == (200, frozenset({"mail-lost"}))
    assert "mail-lost" in told[5]
    assert served.returncode == 0
    assert not state.exists()


def test_by_hand_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--day", "mail-lots"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: There is no bad day 'mail-lots'. Did you mean 'mail-lost'?")
    assert told.count("\n") == 1


def test_the_log_tells_what_was_asked_and_no_card_number(demo: DemoShop) -> None:
    status(demo.url)
    status(demo.payment_url + "/4242424242424242")
    status(demo.payment_url + "/frame/4000%200000%200000%200002")
    log = demo.log()
    assert "shop GET / 200" in log
    assert "payment GET /[card number] 404" in log
    assert "4242424242424242" not in log
    assert "0000 0002" not in log


def test_every_day_is_said_completely() -> None:
    moments = {"arrive", "find", "choose", "basket", "checkout", "pay", "confirm", "mail", "help", "return", "account"}
    assert len(days.DAYS) >= 10
    assert {day.moment for day in days.DAYS.values()} <= moments
    assert all(day.kind and day.owner and day.sentence.endswith(".") for day in days.DAYS.values())
    assert all(name == day.name for name, day in days.DAYS.items())


def test_days_are_switched_one_by_one(tmp_path: Path) -> None:
    assert days.active(tmp_path) == frozenset()
    days.switch_on(tmp_path, "mail-lost", "price-drift")
    days.switch_on(tmp_path, "late-fee")
    days.switch_off(tmp_path, "mail-lost", "dead-button")
    assert days.active(tmp_path) == {"price-drift", "late-fee"}
    days.good_day(tmp_path)
    assert days.active(tmp_path) == frozenset()
    assert [path.name for path in tmp_path.iterdir()] == ["switches.json"]
