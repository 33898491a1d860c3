"""The digest is one page that opens anywhere, shows every journey as it was lived, and hides nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from sample_visits import (
    AGAIN,
    BAD_DAY,
    BUSY,
    CHALLENGED,
    DECLINED,
    DRIFT,
    GOOD,
    LEFT,
    PRICE,
    finding,
    moments,
    picture,
)

from mystery_shopper.model import Evidence, Finding, Journey, Moment, Outcome, Severity
from mystery_shopper.report.digest import DOTS, digest, link_report, write_digest
from mystery_shopper.report.finding_cards import PICTURE_BYTES, PICTURES
from mystery_shopper.report.journey_map import stops

MAP = Journey(
    "guest-purchase",
    "From wish to parcel",
    "The parcel is on its way",
    (Moment("arrive", "She arrives", "Web"), Moment("choose", "She chooses"), Moment("mail", "A mail comes", "CRM")),
)


class Outline(HTMLParser):
    """Reads a page as a screen reader would begin to: headings, links, and what is fetched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h\d", tag):
            self.levels.append(int(tag[1]))
        self.fetched += [str(value) for name, value in attrs if name in ("src", "srcset", "data", "action")]
        self.fetched += ["link"] * (tag in ("link", "iframe") or (tag == "script" and bool(dict(attrs).get("src"))))
        self.open += [tag] * (tag not in ("meta", "img", "br"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_fetches_nothing() -> None:
    outline = Outline(digest(BAD_DAY))
    assert outline.open == []
    assert outline.fetched == []
    assert "url(" not in digest(BAD_DAY)


def test_headings_never_skip_a_level() -> None:
    levels = Outline(digest(BAD_DAY)).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        (BAD_DAY, "3 of 5 customers got what they came for."),
        ([GOOD], "The customer got what they came for, and nothing got in the way."),
        ([GOOD, DRIFT], "All 2 customers got what they came for, not without friction."),
        ([LEFT], "The customer did not get what they came for."),
        ([LEFT, DECLINED], "None of 2 customers got what they came for."),
        ([CHALLENGED], "No visit says anything about the shop."),
        ([], "No visit was made."),
    ],
)
def test_the_headline_counts_what_was_judged(visits: list[object], said: str) -> None:
    assert f"<h1>{said}</h1>" in digest(visits)  # type: ignore[arg-type]


def test_every_finding_goes_to_its_team_and_every_visit_is_there() -> None:
    page = digest(BAD_DAY)
    teams = re.findall(r'class="team"><h3>(.*?)</h3>', page)
    assert teams == ["Payments", "Backend", "Merchandising", "Accessibility"]
    assert all(f"{each.shopper} ({each.persona})" in page for each in BAD_DAY)
    assert page.count("The price rose between product page and basket") == 2  # its team, and its moment


def test_a_moment_says_who_came_who_was_held_up_and_who_went_no_further() -> None:
    pay = next(each for each in stops([GOOD, DRIFT, LEFT, AGAIN, CHALLENGED]) if each.id == "pay")
    basket = next(each for each in stops([GOOD, DRIFT, LEFT, AGAIN]) if each.id == "basket")
    assert (pay.came, pay.left, pay.held, pay.smooth) == (4, 1, 0, 3)
    assert (basket.came, basket.left, basket.held, basket.smooth) == (4, 0, 2, 2)
    assert max(pay.waits) == 8.2
    assert pay.defining
    page = digest([GOOD, DRIFT, LEFT, AGAIN])
    assert "4 customers, 1 went no further<br>waited 1.9&nbsp;s to 8.2&nbsp;s" in page
    assert "4 customers, 2 held up" in page


def test_headline_and_tally_say_the_same_of_who_went_on_to_where_a_sentence_was_not_so() -> None:
    unmet = replace(DRIFT, id="unmet", reason="The total is £9 and not £8.")
    page = digest([GOOD, DRIFT, unmet, LEFT])
    assert "<h1>2 of 4 customers got what they came for.</h1>" in page
    tiles = re.findall(r"<b>(\d)</b>. ([^<]+)", page)
    assert tiles == [
        ("1", "achieved"),
        ("1", "achieved with friction"),
        ("1", "not as the scenario says"),
        ("1", "gave up"),
    ]


def test_only_who_could_not_or_would_not_go_on_went_no_further() -> None:
    short = replace(DRIFT, reason="The total is £9 and not £8.", moments=DRIFT.moments[:4])
    basket = next(each for each in stops([GOOD, short]) if each.id == short.moments[-1].id)
    assert (basket.came, basket.left) == (2, 0)


def test_who_says_nothing_about_the_shop_is_no_dot_on_the_map() -> None:
    assert stops([CHALLENGED]) == []
    assert "No visit says anything about this journey." in digest([CHALLENGED])


def test_a_finding_at_a_moment_that_nobody_came_to_is_not_hidden() -> None:
    lost = finding("email-missing", Severity.CRITICAL, "mail", "No e-mail came within 30 s.")
    mail = stops([replace(GOOD, findings=(lost,))])[-1]
    assert (mail.id, mail.came, mail.worst) == ("mail", 0, Severity.CRITICAL)


def test_moments_keep_their_order_whoever_skipped_one() -> None:
    short = replace(GOOD, id="short", moments=moments(("arrive", 1, 0), ("gift-wrap", 1, 0), ("pay", 1, 0)))
    assert [each.id for each in stops([short, GOOD])] == [
        "arrive", "gift-wrap", "find", "choose", "basket", "checkout", "pay", "confirm",
    ]  # fmt: skip


def test_the_map_gives_the_titles_and_shows_what_nobody_reached() -> None:
    told = stops([replace(GOOD, moments=moments(("arrive", 1, 0), ("choose", 1, 0)))], MAP)
    assert [(each.title, each.owner, each.came) for each in told] == [
        ("She arrives", "Web", 1),
        ("She chooses", "Merchandising", 1),
        ("A mail comes", "CRM", 0),
    ]
    assert "The parcel is on its way" in digest([GOOD], journeys={"guest-purchase": MAP})


def test_pictures_are_put_in_when_they_are_there_and_small(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/basket-price.png").write_bytes(picture("a"))
    (tmp_path / "evidence/decline.png").write_bytes(b"x" * (PICTURE_BYTES + 1))
    page = digest(BAD_DAY, folder=tmp_path)
    assert re.findall(r'<img alt="(.*?)" src="data:image/png;base64,', page) == ["The basket, the price marked"]


def test_the_gravest_findings_get_the_pictures_whatever_team_they_go_to(tmp_path: Path) -> None:
    def shown(number: int, severity: Severity, owner: str) -> Finding:
        (tmp_path / f"{number}.png").write_bytes(picture(str(number)))
        proof = Evidence("screenshot", f"{severity} {number}", path=f"{number}.png")
        return finding(f"kind-{number}", severity, "basket", "Said.", owner=owner, evidence=(proof,))

    many = [shown(each, Severity.NORMAL, "Payments") for each in range(PICTURES)]
    grave = [shown(50, Severity.BLOCKER, "Payments"), shown(51, Severity.CRITICAL, "CRM")]
    page = digest([replace(GOOD, findings=(*many, *grave))], folder=tmp_path)
    alts = re.findall(r'<img alt="(.*?)"', page)
    assert len(alts) == PICTURES
    assert {"blocker 50", "critical 51"} <= set(alts)


def test_a_finding_says_where_it_was_seen_and_how_to_see_it_again() -> None:
    page = digest([DRIFT])
    team = page[page.index('class="teams"') : page.index("</section>")]
    for told in ("https://shop.example/en-gb/basket/", "price of “Fisherman", "into her basket", DRIFT.reproduce):
        assert escape(told) in team


def test_a_visit_names_its_scenario_and_says_nothing_twice() -> None:
    why = f"{LEFT.shopper} was held up at the payment: no button places the order. https://shop.example/pay"
    page = digest([replace(LEFT, outcome=Outcome.BLOCKED, scenario="Paying by card", reason=why)])
    assert "Paying by card · " in page
    assert "could not go on at the payment: no button places the order.<" in page


def test_without_a_finding_it_reads_like_a_pass_only_when_every_visit_says_something() -> None:
    assert "Nothing got in anybody&#x27;s way." in digest([GOOD])
    assert "Nothing got in" not in digest([CHALLENGED])
    assert "Nothing got in the way on 1 of 2 visits" in digest([GOOD, CHALLENGED])
    assert "1 more visit can say nothing about the shop." in digest([GOOD, CHALLENGED])


def test_a_digest_leads_to_the_full_report_once_that_is_there(tmp_path: Path) -> None:
    path = write_digest(tmp_path / "digest.html", BAD_DAY)
    assert "allure-report.html" not in path.read_text("utf-8")
    link_report(path, "allure-report.html")
    assert path.read_text("utf-8") == digest(BAD_DAY, report="allure-report.html")


def test_a_shop_with_a_name_is_called_by_it() -> None:
    visits = [
        replace(GOOD, id=port, shop=f"http://127.0.0.1:{port}/", shop_name="The embedded demo shop") for port in "12"
    ]
    page = digest(visits)
    assert "Mystery shopping · The embedded demo shop · " in page
    assert "127.0.0.1" not in page


def test_a_command_can_be_copied_by_the_one_script_that_the_page_allows() -> None:
    page = digest(BAD_DAY)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{allowed}'" in page
    assert page.count("<button class='copy'") == page.count("<summary>See it again</summary>")
    assert ".again code" in page


@pytest.mark.parametrize(("moments", "columns"), [(1, 1), (8, 8), (9, 5), (10, 5), (17, 6)])
def test_the_rows_of_a_map_are_about_as_long_as_each_other(moments: int, columns: int) -> None:
    shown = replace(GOOD, moments=tuple(replace(GOOD.moments[0], id=f"m{each}") for each in range(moments)))
    assert f'style="--columns: {columns}"' in digest([shown])


def test_words_of_the_shop_cannot_become_markup() -> None:
    evil = "<x-evil a='\"'>"
    words = dict.fromkeys(("title", "message", "owner", "moment", "known_since"), evil)
    told = dict.fromkeys(("shopper", "persona", "persona_name", "reason", "shop", "started", "reproduce"), evil)
    page = digest([replace(LEFT, findings=(replace(PRICE, **words),), not_checked={evil: evil}, **told)])  # type: ignore[arg-type]
    assert "<x-evil" not in page
    assert page.count("&lt;x-evil") > 10


def test_what_the_page_cannot_say_is_on_it() -> None:
    page = digest([DECLINED, BUSY])
    assert "email-missing was not checked on 1 of 2 visits: no inbox was given" in page
    assert "slow-lcp and slow-server were not checked on 1 of 2 visits: the machine was too busy" in page
    assert "they do not tell how many real ones would leave" in page


def test_crowds_are_counted_and_not_drawn() -> None:
    crowd = [replace(GOOD, id=str(each)) for each in range(DOTS + 1)]
    assert "<i></i>" not in digest(crowd)
    assert f"{DOTS + 1} customers" in digest(crowd)


def test_the_page_is_written_in_one_piece(tmp_path: Path) -> None:
    path = write_digest(tmp_path / "new" / "digest.html", BAD_DAY, report="allure.html")
    assert path.read_text("utf-8") == digest(BAD_DAY, report="allure.html")
    assert [each.name for each in path.parent.iterdir()] == ["digest.html"]
