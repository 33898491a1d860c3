"""No password and no card number survives in a text, a trace or a folder."""

import gzip
import html
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Playwright

from mystery_shopper.errors import SettingsError
from mystery_shopper.provision.browsers import find, launch_args
from mystery_shopper.run import Run
from mystery_shopper.secrets import MASK, UNREADABLE, Redactor, UnreadableArchive, scan

CARD = "4242424242424242"
PASSWORD = 'Köder & "Fisch"/7'
passwords = st.text(min_size=4, max_size=24).filter(lambda text: text.strip() and not set(text) <= set(MASK))
cards = st.from_regex(r"\A[3-6][0-9]{12,18}\Z")
surroundings = st.text(alphabet='abc {}":,\n<>é', max_size=12)


def groups(number: str, gap: str) -> str:
    return gap.join(number[at : at + 4] for at in range(0, len(number), 4))


@settings(max_examples=40)
@given(passwords, surroundings, surroundings)
@pytest.mark.parametrize(
    "written",
    [
        str,
        quote,
        lambda text: quote(text, safe=""),
        lambda text: quote(text, safe="").lower() if text.islower() else quote(text, safe="!'()*~"),
        quote_plus,
        lambda text: json.dumps(text)[1:-1],
        lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
        lambda text: json.dumps(json.dumps(text)),
        html.escape,
        lambda text: html.escape(text, quote=False),
    ],
)
def test_a_password_is_masked_however_it_is_written(
    written: Callable[[str], str], password: str, before: str, after: str
) -> None:
    shape = written(password.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    masked = Redactor([password]).text(f"{before}{shape}{after}")
    assert shape not in masked.replace(MASK, "")
    assert MASK in masked


@given(cards, st.sampled_from(["", " ", "-", "\u00a0", "\u202f", "%20", "+", "\\u00a0", "&nbsp;", "%C2%A0"]))
def test_a_card_number_is_masked_however_it_is_grouped(number: str, gap: str) -> None:
    masked = Redactor([number]).text(f"card={groups(number, gap)}&x")
    assert masked == f"card={MASK}&x"


@given(st.text(), passwords)
def test_a_text_without_the_secret_is_left_alone(text: str, password: str) -> None:
    redactor = Redactor([password])
    if not list(redactor.found(text.encode("utf-8", "surrogatepass"))):
        assert redactor.text(text) == text


@given(st.text(), st.lists(passwords | cards, max_size=4))
def test_masking_twice_is_masking_once_and_leaves_nothing_to_find(text: str, secrets: list[str]) -> None:
    redactor = Redactor(secrets)
    once = redactor.text(text + "".join(secrets))
    assert redactor.text(once) == once
    assert not list(redactor.found(once.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("password", ["hunter2", "unter", "!!~~!!", "a!hunter2!b"])
def test_secrets_that_hold_one_another_are_all_found(password: str) -> None:
    known = Redactor(["hunter2", "unter", "!!~~!!", "a!hunter2!b", "4242424242424242"])
    data = f"<p>{password}</p>".encode()
    assert list(known.found(data))
    assert password.encode() not in known.raw(data)
    assert list(known.found(b"<p>nothing of the kind, 4242</p>")) == []


def test_another_number_is_not_taken_for_the_card() -> None:
    assert Redactor([CARD]).text("order 4242-0000-4242-0000") == "order 4242-0000-4242-0000"


def test_a_secret_too_short_to_hide_is_refused_without_saying_it() -> None:
    with pytest.raises(SettingsError, match="3 characters") as caught:
        Redactor(["xyz"])
    assert "xyz" not in str(caught.value)


def test_nobody_can_print_the_secrets() -> None:
    assert PASSWORD not in repr(Redactor([PASSWORD, CARD]))


def trace(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_trace_is_rewritten_without_the_secrets_and_otherwise_kept(tmp_path: Path) -> None:
    picture = bytes(range(256)) * 20
    path = trace(
        tmp_path / "trace.zip",
        {
            "trace.trace": json.dumps({"method": "fill", "params": {"value": PASSWORD}}).encode(),
            "resources/body.dat": f"number={groups(CARD, '+')}&pw={quote_plus(PASSWORD)}".encode(),
            "resources/picture.jpeg": picture,
        },
    )
    assert Redactor([PASSWORD, CARD]).zip(path) == 2
    assert scan(tmp_path, [PASSWORD, CARD]) == []
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read("trace.trace"))["params"]["value"] == MASK
        assert archive.read("resources/picture.jpeg") == picture
        assert archive.testzip() is None


def test_a_trace_tells_neither_keys_nor_half_typed_values(tmp_path: Path) -> None:
    lines = [
        '{"type":"before","class":"Page","method":"keyboardPress","params":{"key":"4"}}',
        '{"type":"before","class":"Page","method":"keyboardPress","params":{"key":"Tab"}}',
        '{"type":"log","message":"elementHandle.type(\\"k\\")"}',
        '{"html":["INPUT",{"__playwright_value_":"4242 424"}],"x":["INPUT",{"__playwright_value_":"Anna"}]}',
        '{"html":["INPUT",{"__playwright_value_":"K\u00f6der"}]}',
    ]
    path = trace(tmp_path / "trace.zip", {"trace.trace": "\n".join(lines).encode()})
    Redactor([PASSWORD, CARD]).zip(path)
    with zipfile.ZipFile(path) as archive:
        told = archive.read("trace.trace").decode()
    assert [json.loads(line) for line in told.splitlines()]
    assert '"key":"Tab"' in told
    assert '"__playwright_value_":"Anna"' in told
    assert not [each for each in ('"key":"4"', '(\\"k\\")', "4242", "Köder") if each in told]


FORM = """<form method=post action=/paid>
<label>Card <input name=card id=card></label> <label>Password <input name=word id=word type=password></label>
<label>Name <input name=name id=name></label> <button>Pay</button></form>"""


def test_a_trace_of_playwright_s_own_keeps_its_story_and_no_secret(playwright: Playwright, tmp_path: Path) -> None:
    path, word = tmp_path / "trace.zip", "Tr0ub4dor & 3é"
    browser = playwright.chromium.launch(**launch_args(find()))
    context = browser.new_context()
    context.tracing.start(snapshots=True)
    page = context.new_page()
    page.route("https://shop.test/**", lambda route: route.fulfill(body=FORM, content_type="text/html"))
    page.goto("https://shop.test/pay")
    page.locator("#card").focus()
    for digit in CARD:
        page.keyboard.press(digit)
    page.locator("#word").fill(word)
    page.locator("#name").fill("Walter Brandt")
    page.get_by_role("button").click()
    context.tracing.stop(path=path)
    browser.close()
    assert scan(tmp_path, [CARD, word])
    assert Redactor([CARD, word]).zip(path)
    assert scan(tmp_path, [CARD, word]) == []
    with zipfile.ZipFile(path) as archive:
        told = archive.read("trace.trace").decode()
    assert [json.loads(line) for line in told.splitlines()]
    assert "Walter Brandt" in told
    assert not re.search(r'"key":"\d"|"__playwright_value_":"[4 2]{2,}"', told)


def test_a_trace_without_a_secret_is_not_touched(tmp_path: Path) -> None:
    path = trace(tmp_path / "trace.zip", {"trace.trace": b"{}"})
    before = path.read_bytes()
    assert Redactor([PASSWORD]).zip(path) == 0
    assert path.read_bytes() == before


def test_a_damaged_trace_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trace.zip"
    path.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(UnreadableArchive, match=r"trace\.zip.*Delete it"):
        Redactor([PASSWORD]).zip(path)
    assert [leak.what for leak in scan(tmp_path, [PASSWORD])] == [UNREADABLE]
    assert str(scan(tmp_path, [PASSWORD])[0]).startswith("trace.zip is an archive that cannot be read")


def test_the_scan_looks_into_every_file_and_never_repeats_the_secret(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "visits.jsonl").write_text(json.dumps({"message": PASSWORD}))
    (tmp_path / "page.html").write_text(f"<b>{groups(CARD, chr(160))}</b>")
    (tmp_path / "har.json.gz").write_bytes(gzip.compress(CARD.encode()))
    inner = trace(tmp_path / "inner.zip", {"a.txt": PASSWORD.encode()})
    trace(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "clean.txt": b"nothing"})
    inner.unlink()
    (tmp_path / "clean.txt").write_text("nothing here, 4242 apples")
    found = {leak.path: leak.what for leak in scan(tmp_path, [PASSWORD, CARD])}
    assert found == {
        "deep/visits.jsonl": "a password",
        "har.json.gz!": "a card number (ending 4242)",
        "outer.zip!inner.zip!a.txt": "a password",
        "page.html": "a card number (ending 4242)",
    }
    assert str(scan(tmp_path, [CARD])[0]) == "har.json.gz! holds a card number (ending 4242)"


def test_a_text_file_is_masked_in_place(tmp_path: Path) -> None:
    path = tmp_path / "console.txt"
    path.write_text(f"saw {CARD}")
    assert Redactor([CARD]).file(path)
    assert path.read_text() == f"saw {MASK}"
    assert not Redactor([CARD]).file(path)


def test_a_run_knows_the_secrets_of_its_shop_file_before_anybody_enters(tmp_path: Path) -> None:
    text = "shop: shop.example\naccount: {email: a@example.com, password: of-the-account}\n"
    text += "access:\n  login: {user: staging, password: of-the-door}\n"
    text += "  headers: {X-Key: 'Bearer ${KEY}', X-Lane: '${LANE}'}\n"
    (tmp_path / "shop.yaml").write_text(text, "utf-8")
    run = Run(tmp_path, tmp_path / "reports", seed=1, fail_on="critical", paced=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEY", "of-the-house")
        patch.setenv("LANE", "eu")  # too short to be a secret, and to be kept out of anything
        run.check()
    (tmp_path / "reports").mkdir()
    for secret in ("of-the-account", "of-the-door", "of-the-house", "c3RhZ2luZzpvZi10aGUtZG9vcg=="):
        (tmp_path / "reports" / "of-a-killed-worker.txt").write_text(f"It is {secret}, you see.", "utf-8")
        assert [each.path for each in run.leaks()] == ["of-a-killed-worker.txt"], secret
    assert run.redactor.text("Bearer of-the-house in eu") == f"{MASK} in eu"
