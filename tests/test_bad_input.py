"""Whatever cannot be used is told in one clear message, before anybody enters the shop."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error
from tiny_shop import Answer, TinyShop
from whole_suite import Result, Suite, plain_environment

from mystery_shopper import stage
from mystery_shopper.collector import is_suite
from mystery_shopper.errors import ShopUnreachable
from mystery_shopper.provision.means import NO_DISPLAY
from mystery_shopper.settings import load_shop
from mystery_shopper.settings.reachable import check_reachable

FEATURE = "Feature: F\n  Scenario: S\n    When she opens the shop\n"
PERSONA = """
persona: reader
name: Rita, who reads
story: She reads everything.
pronoun: she
locale: en-GB
device: desktop
"""
MAP = """
journey: reading
title: Reading
goal: She knows more
moments:
  - id: arrive
    title: The shop opens
    owner: Web
"""


def one_message(result: Result, *said: str) -> None:
    """Check that pytest refused to begin, in one line."""
    assert result.code == pytest.ExitCode.USAGE_ERROR, result.text
    lines = [each for each in result.err.splitlines() if each.strip()]
    assert len(lines) == 1, result.text
    assert lines[0].startswith("ERROR: ")
    for each in said:
        assert each in lines[0]
    assert "Traceback" not in result.text


def test_a_shop_where_nobody_answers(suite: Suite) -> None:
    suite.feature(FEATURE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever knocks is refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        result = suite.run(shop=url)
    one_message(result, f"The shop {url}/ does not answer: ", "Start it, or correct the address in --shop.")
    assert not (suite.root / "reports" / "visits.jsonl").exists()


def test_an_answer_that_is_no_web_servers_is_no_shop() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        def greet() -> None:
            caller, _ = other.accept()
            with caller:
                caller.sendall(b"SSH-2.0-somebody else\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(ShopUnreachable, match=r"does not answer: BadStatusLine SSH-2\.0-somebody else"):
            check_reachable(load_shop(None, url=url))
        thread.join()


def test_a_port_that_speaks_no_tls_is_told_with_the_address_that_answers(good_shop: TinyShop) -> None:
    said = rf"port speaks no TLS, and plain http answers there\. Try http://{re.escape(good_shop.host)}/\. "
    with pytest.raises(ShopUnreachable, match=said):
        check_reachable(load_shop(None, url=f"https://{good_shop.host}"))


@pytest.mark.parametrize("status", [200, 302, 404, 503])
def test_any_answer_of_a_web_server_will_do_and_no_redirect_is_followed(
    open_tiny_shop: Callable[[], TinyShop], good_shop: TinyShop, status: int
) -> None:
    shop = open_tiny_shop()
    shop.answers["/"] = Answer(status=status, headers={"Location": f"{good_shop.url}/led-away"})
    check_reachable(load_shop(None, url=shop.url))
    [asked] = shop.asked
    assert shop.url in asked.headers["x-mystery-shopper"]
    assert "/led-away" not in good_shop.paths()


@pytest.mark.parametrize(
    ("front", "asked"), [("/bücher/", "/b%C3%BCcher/"), ("/?q=ü", "/?q=%C3%BC"), ("/a%20b?c=%2F#d", "/a%20b?c=%2F")]
)
def test_an_address_in_any_script_is_asked_for(open_tiny_shop: Callable[[], TinyShop], front: str, asked: str) -> None:
    shop = open_tiny_shop()
    check_reachable(load_shop(None, url=shop.url + front))
    assert shop.paths() == [asked]


def test_a_shop_whose_name_does_not_resolve(suite: Suite) -> None:
    suite.feature(FEATURE)
    suite.write("shop.yaml", "shop: http://nobody.invalid\n")
    one_message(suite.run(), "The shop http://nobody.invalid/ does not answer: ", "shop.yaml")


def test_a_browser_that_does_not_exist(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(FEATURE)
    result = suite.run("--browser-executable=/nonexistent", shop=good_shop.url)
    one_message(result, "The browser '/nonexistent' (--browser-executable) does not exist. Name a browser's program")


def test_a_browser_that_does_not_start(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(FEATURE)
    false = str(shutil.which("false"))
    result = suite.run(f"--browser-executable={false}", shop=good_shop.url)
    assert result.code == pytest.ExitCode.TESTS_FAILED
    said = result.said("test_s")
    assert said.startswith(f"The browser {false} (--browser-executable, full) does not start: ")
    assert len(said.splitlines()) == 1
    assert "Traceback" not in result.text


def test_a_window_where_there_is_no_display(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(FEATURE)
    result = suite.run("--headed", shop=good_shop.url, DISPLAY="", WAYLAND_DISPLAY="")
    one_message(result, "A window needs a display", "Leave out --headed, or put xvfb-run before the command.")


def test_a_display_that_does_not_answer() -> None:
    said = Error("Target closed\n[err] ERROR:ozone_platform_x11.cc Missing X server or $DISPLAY")
    assert stage._remedy(said) == NO_DISPLAY
    assert "Start it by hand" in stage._remedy(Error("Target closed"))


def test_videos_without_ffmpeg(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(FEATURE)
    empty = str(suite.write("empty/nothing.txt", "").parent)
    result = suite.run("--video=on", shop=good_shop.url, PLAYWRIGHT_BROWSERS_PATH=empty)
    one_message(result, "--video needs Playwright's ffmpeg", "playwright install ffmpeg (or leave the option out).")


def test_no_browser_at_all(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(FEATURE)
    empty = suite.write("empty/nothing.txt", "").parent
    nowhere = {"PATH": str(empty), "PLAYWRIGHT_BROWSERS_PATH": str(empty), "HOME": str(empty)}
    result = suite.run("--browser-executable=", shop=good_shop.url, **nowhere)
    one_message(result, "No browser was found", "Get one: mystery-shopper install")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "personas/reader.yaml",
            PERSONA + "pacience: 3 s\n",
            "personas/reader.yaml:7: persona 'reader' has unknown key 'pacience'. Did you mean 'patience'?",
        ),
        (
            "personas/reader.yaml",
            PERSONA + "patience: a while\n",
            "personas/reader.yaml:7: persona 'reader': 'patience' is 'a while'; expected ",
        ),
        ("personas/reader.yaml", "persona: reader\n", "personas/reader.yaml:1: persona 'reader' lacks 'name'."),
        (
            "personas/second.yaml",
            PERSONA.replace("persona: reader", "persona: second"),
            "two personas have the name 'Rita, who reads'; the other is at personas/reader.yaml:1.",
        ),
        (
            "journeys/reading.yaml",
            MAP + "    expect: []\n",
            "journeys/reading.yaml:8: moment 'arrive' has unknown key 'expect'. Did you mean 'expects'?",
        ),
        ("journeys/reading.yaml", "journey: reading\n", "journeys/reading.yaml:1: journey 'reading' lacks 'title'."),
        (
            "journeys/reading.yaml",
            MAP.replace("id: arrive", "id: [arrive]"),
            "journeys/reading.yaml:5: ",
        ),
        (
            "shop.yaml",
            "shop: http://127.0.0.1:9\nmax-orders: 3\n",
            "shop.yaml:2: the shop file has unknown key 'max-orders'. Did you mean 'max_orders'?",
        ),
        (
            "shop.yaml",
            "shop: http://127.0.0.1:9\nmax_orders: many\n",
            "shop.yaml:2: the shop file: 'max_orders' is 'many'",
        ),
        ("shop.yaml", "name: Mugs\n", "shop.yaml:1: the shop file lacks 'shop'."),
        (
            "shop.yaml",
            "shop: http://127.0.0.1:9\naccount: {email: a@example.com, password: '${NO_SUCH_PASSWORD}'}\n",
            "shop.yaml:2: the environment variable NO_SUCH_PASSWORD is not set. Set it: export NO_SUCH_PASSWORD=...",
        ),
        ("steps/own.py", "from mystery_shopper import says\n\ndef broken(:\n", "steps/own.py:3: SyntaxError: "),
        ("steps/own.py", "import mystery_shopper\nmystery_shopper.sagt\n", "steps/own.py:2: AttributeError: "),
        (
            "steps/own.py",
            "from mystery_shopper import says\n@says('{who} wave(s) {string}')\ndef waves(shopper): ...\n",
            "the sentence '{who} wave(s) {string}' has 1 arguments and waves takes 0 after the shopper.",
        ),
    ],
)
def test_a_file_that_cannot_be_used(pytester: pytest.Pytester, name: str, text: str, said: str) -> None:
    for path, content in {"personas/reader.yaml": PERSONA.lstrip(), "features/x.feature": FEATURE, name: text}.items():
        (pytester.path / path).parent.mkdir(exist_ok=True)
        (pytester.path / path).write_text(content.lstrip(), "utf-8")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    told = [each for each in result.stderr.lines if each.strip()]
    assert result.ret == pytest.ExitCode.USAGE_ERROR, result.stdout.str()
    assert len(told) == 1, told
    assert said in told[0]
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("shop.yaml", "nowhere.yaml", "shop.yaml: leads to nowhere.yaml, which is not there."),
        ("shop.yml", "", "shop.yml: is not read. Rename it: shop.yaml"),
        ("shop.yaml/", "", "shop.yaml: is a folder, and a file is due here. Rename the folder."),
        ("personas/kim.yaml", "nowhere.yaml", "personas/kim.yaml: cannot be read: No such file or directory."),
        (".mystery-shopper/ledger.json", "", "ledger.json: the ledger cannot be read: "),
        (".mystery-shopper", "", "ledger.json: the ledger cannot be read: Not a directory."),
    ],
)
def test_a_file_that_is_not_what_it_seems_sends_nobody_elsewhere(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, name: str, target: str, said: str
) -> None:
    monkeypatch.setattr("mystery_shopper.plugin._check_means", lambda _: pytest.exit("it would have begun"))
    (pytester.path / "features").mkdir()
    (pytester.path / "features" / "x.feature").write_text(FEATURE, "utf-8")
    path = pytester.path / name
    path.parent.mkdir(exist_ok=True)
    if target:
        path.symlink_to(target)
    elif name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("", "utf-8")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    assert result.ret == pytest.ExitCode.USAGE_ERROR, result.stdout.str()
    [told] = [each for each in result.stderr.lines if each.strip()]
    assert said in told


@pytest.mark.parametrize("place", ["reports", "reports/visits.jsonl"])
def test_a_report_folder_that_cannot_be_written(suite: Suite, good_shop: TinyShop, place: str) -> None:
    suite.feature(FEATURE)
    path = suite.root / place
    if place == "reports":
        path.write_text("a file in the folder's place", "utf-8")
    else:  # a folder in the file's place, which cannot be set aside because another stands there
        (path / "full").mkdir(parents=True)
        (suite.root / "reports" / "visits.previous.jsonl" / "full").mkdir(parents=True)
    one_message(suite.run(shop=good_shop.url), "the report cannot be written", "with --reports.")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "mystery_shopper.cli", "serve", "--port", port],
            cwd=tmp_path,
            env=plain_environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert port in line
    assert "Traceback" not in done.stderr + done.stdout


def test_the_first_page_is_opened_at_the_address_as_it_was_written(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop = open_tiny_shop()
    shop.show("/stall/shop.html", "<p>Mugs</p>")
    shop.show("/stall/mugs", "<p>Six mugs</p>")
    suite.feature(f'{FEATURE}    When she opens the page "/mugs"\n    Then the page shows "Six mugs"\n')
    result = suite.run(shop=f"{shop.url}/stall/shop.html?lang=en")
    assert result.code == 0, result.text
    assert {"/stall/shop.html?lang=en", "/stall/mugs"} <= set(shop.paths())


def test_a_first_page_that_leads_to_a_host_nobody_allowed_says_which_line_allows_it(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop = open_tiny_shop()
    shop.answers["/"] = Answer(status=302, headers={"Location": "http://localhost:1/"})
    suite.feature(FEATURE)
    [visit] = suite.run(shop=shop.url).visits
    assert visit["outcome"] == "inconclusive"
    assert "leads on to localhost:1, where nobody is let" in visit["reason"]
    assert "hosts: [localhost:1]" in visit["reason"]


def test_features_alone_are_a_suite(tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "a.feature").write_text(FEATURE, encoding="utf-8")
    assert is_suite(tmp_path)
    (tmp_path / "conftest.py").touch()  # somebody else's steps may be in it
    assert not is_suite(tmp_path)
