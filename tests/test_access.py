"""A staging shop behind a private certificate, a log-in at the door and a header of its own, at a sub-path."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tiny_shop import Answer, Asked, TinyShop, page
from whole_suite import Result, Suite

from mystery_shopper.errors import DataError
from mystery_shopper.settings import load_shop
from mystery_shopper.settings.access import Access

trustme = pytest.importorskip("trustme", reason="it makes the certificates; make setup installs it")

PASSWORD, KEY = "pass-word-4711", "key-of-the-house-0815"
TOKEN = base64.b64encode(f"staging:{PASSWORD}".encode()).decode()
ENVIRONMENT = {"STAGING_PASSWORD": PASSWORD, "STAGING_KEY": KEY}
ACCESS = """\
access:
  certificate: accept
  login: {user: staging, password: "${STAGING_PASSWORD}"}
  headers: {X-Staging-Key: "${STAGING_KEY}", X-Lane: blue}
"""
LOOKS = """\
Feature: Behind the door

  Scenario: Looking in
    When she opens the shop
    And she follows the link "Two"
    Then the page shows "fetched: yes"
    And the page shows "{last}"
"""


class Locked(TinyShop):
    """Asks everybody for a name and a password, and tells nobody else anything."""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("Authorization") == f"Basic {TOKEN}":
            super().answer(handler)
            return
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(handler.command, handler.path, headers, ""))
        handler.send_response(401)
        handler.send_header("WWW-Authenticate", 'Basic realm="staging"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()


@pytest.fixture(scope="module")
def shops() -> Iterator[tuple[Locked, TinyShop]]:
    """The locked shop, and a foreign host that its pages ask for a picture and a piece of data."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    locked, foreign = Locked(context), TinyShop()
    away = foreign.url.replace("127.0.0.1", "localhost")
    foreign.answers["/far"] = Answer("{}", headers={"Access-Control-Allow-Origin": "*"})
    locked.answers["/en/"] = Answer(page('<p>Mugs</p><img src="dot.gif" alt="A dot"><a href="two">Two</a>'))
    locked.answers["/en/two"] = Answer(
        page(
            '<p id="p">Two</p>',
            script=f"fetch('data').then(r => r.ok && (p.textContent = 'fetched: yes'));fetch('{away}/far')",
        )
    )
    locked.answers["/en/data"] = Answer("{}")
    locked.answers["/en/dot.gif"] = Answer("GIF89a", kind="image/gif")
    yield locked, foreign
    locked.close()
    foreign.close()


def visited(suite: Suite, shop: TinyShop, settings: str, *, last: str = "fetched") -> Result:
    suite.feature(LOOKS.format(last=last))
    suite.write("shop.yaml", f"shop: {shop.url}/en/\n{settings}")
    return suite.run(**ENVIRONMENT)


def test_the_door_opens_to_documents_data_and_pictures_and_nobody_else_hears_of_it(
    shops: tuple[Locked, TinyShop], suite: Suite
) -> None:
    locked, foreign = shops
    before = len(locked.asked)
    result = visited(suite, locked, ACCESS)
    assert result.code == 0, result.text
    let_in = {each.path: each.headers for each in locked.asked[before:] if "authorization" in each.headers}
    assert {"/en/", "/en/two", "/en/data", "/en/dot.gif"} <= set(let_in)
    for path in ("/en/", "/en/two", "/en/data"):
        assert (let_in[path]["x-staging-key"], let_in[path]["x-lane"]) == (KEY, "blue"), path
    assert foreign.asked
    assert not [each for each in foreign.asked if KEY in str(each.headers) or TOKEN in str(each.headers)]


def test_what_opens_the_door_stands_in_no_file(shops: tuple[Locked, TinyShop], suite: Suite) -> None:
    result = visited(suite, shops[0], ACCESS, last="what never comes")
    assert result.code == 1
    assert "SECRET LEAKED" not in result.text
    assert [each for each in result.files() if each.suffix == ".zip"], "the trace is kept, and masked"
    secrets = [each.encode() for each in (PASSWORD, KEY, TOKEN)]
    assert not [each for each in result.files() if any(secret in each.read_bytes() for secret in secrets)]


def test_a_door_that_stays_shut_says_which_line_opens_it(shops: tuple[Locked, TinyShop], suite: Suite) -> None:
    no_login = visited(suite, shops[0], "access: {certificate: accept}\n")
    assert "status 401" in no_login.visits[0]["reason"]
    assert "access: {login: {user: NAME" in no_login.visits[0]["reason"]
    no_certificate = visited(suite, shops[0], "")
    [visit] = no_certificate.visits
    assert visit["outcome"] == "inconclusive"
    assert "does not trust the certificate" in visit["reason"]
    assert "access: {certificate: accept}" in visit["reason"]


def test_a_wrong_password_is_given_once_and_the_visit_ends(shops: tuple[Locked, TinyShop], suite: Suite) -> None:
    before = len(shops[0].asked)
    result = visited(suite, shops[0], ACCESS.replace("user: staging", "user: nobody"))
    assert "status 401" in result.visits[0]["reason"]
    assert len([each for each in shops[0].asked[before:] if "authorization" in each.headers]) <= 2


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("{certificate: mine}", "'certificate' is 'mine'. Valid: check, accept."),
        ("{login: {user: a}}", "login lacks 'password'. Add a line such as `password: ${STAGING_PASSWORD}`."),
        ("{headers: {Authorization: x}}", "'Authorization' is a header that the browser needs for itself. Use `login`"),
        ("{headers: {X A: x}}", "'X A' is no header's name; expected one such as `X-Staging-Key`."),
        ("{headers: {X-A: é}}", "2: access: 'headers': 'X-A' must be plain ASCII, to be sent as a header."),
        ("{headers: X-A}", 'expected a mapping such as `{X-Staging-Key: "${STAGING_KEY}"}`.'),
        ('{headers: {X-A: ""}}', "2: access: 'headers': 'X-A' is empty; expected what the header says, such as"),
        ("{headers: {X-A: [b]}}", "2: access: 'headers': 'X-A' is no single value; expected what the header says"),
        ("{logn: x}", "access has unknown key 'logn'. Did you mean 'login'?"),
    ],
)
def test_a_mistake_says_what_instead(access: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(f"shop: shop.example\naccess: {access}\n", "utf-8")
    with pytest.raises(DataError) as caught:
        load_shop(tmp_path / "shop.yaml", environment={})
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("headers", "secret"),
    [
        ('{X-Staging-Key: "${STAGING_KEY}", X-Lane: blue}', {KEY}),
        ("{X-Lane: blue-lane}", set()),
        ("{x-vercel-protection-bypass: kept-in-the-file}", {"kept-in-the-file"}),
        ("{CF-Access-Client-Secret: kept-in-the-file, X-Lane: blue}", {"kept-in-the-file"}),
        ("{X-Token: abc}", set()),  # shorter than what could be kept out of a report
    ],
)
def test_a_header_is_a_secret_by_where_it_comes_from_or_by_its_name(
    headers: str, secret: set[str], tmp_path: Path
) -> None:
    access = "access: {login: {user: staging, password: '${STAGING_PASSWORD}'}, headers: HEADERS}\n"
    (tmp_path / "shop.yaml").write_text(f"shop: shop.example\n{access.replace('HEADERS', headers)}", "utf-8")
    access_read = load_shop(tmp_path / "shop.yaml", environment=ENVIRONMENT).access
    assert access_read.secrets == {PASSWORD, TOKEN, *secret}
    assert not [each for each in access_read.secrets if each in repr(access_read)]
    assert Access().secrets == frozenset()
