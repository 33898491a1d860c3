"""Every mistake in a YAML file is named with its line, its key and what would be right, and none hides another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.errors import DataError
from mystery_shopper.problems import Mistakes, Problem, raise_first, shown
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys, yaml_paths
from mystery_shopper.yaml.values import flag, many, name, number, one, percent, rate, seconds, table, text, times, whole

KEYS = {
    "id": Key(name, "arrive", required=True),
    "owner": Key(text),
    "defining": Key(flag),
    "carries": Key(many(one("basket", "total"), "[basket, total]")),
    "wait": Key(seconds(0, 60)),
}


def problems_in(path: Path, content: str | bytes) -> list[str]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    problems: list[Problem] = []
    root = read_file(path, problems)
    if root is not None:
        read_keys(root, KEYS, "moment 'pay'", problems)
    return [f"{each.line}: {each.text}" for each in problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "0: is empty. Write at least one `key: value` line, or delete the file."),
        ("# only a comment\n", "0: is empty."),
        ("id: pay\nowner\t: Payments\n", "2: YAML does not allow a tab here. Write a space instead."),
        (
            "id: pay\nowner:\tWeb: us\n",
            "2: a value that contains ': ' needs quotation marks. Write `owner: \"Web: us\"`.",
        ),
        ("id: pay\n\towner: Web\n", "2: YAML does not allow a tab here. Indent with spaces."),
        (b"id: pay\n\nowner: caf\xe9\n", "3: byte 0xe9 is not UTF-8. Save the file with the encoding UTF-8."),
        ("id: pay\nid: buy\n", "2: key 'id' stands here for the second time; the first is in line 1. Keep one."),
        ("id: pay\n---\nid: buy\n", "2: a second document begins here"),
        ("id: pay\nowner: Web: the team\n", "2: a value that contains ': ' needs quotation marks"),
        ("---\n", "0: is empty."),
        ("id: pay\nowner: 'Web\nwait: 3 s\n", "2: a quotation mark is opened in this line and never closed."),
        ("id: pay\nowner: @web\n", '2: a value that begins with `@` needs quotation marks. Write `owner: "@web"`.'),
        ("id: pay\nowner: *web\n", '2: a value that begins with `*` needs quotation marks. Write `owner: "*web"`.'),
        (
            "id: pay\nowner: 'the web's team'\n",
            '2: the value goes on after its closing quotation mark. Write `owner: "t',
        ),
        (
            'id: pay\nowner: "Web" team\n',
            '2: the value goes on after its closing quotation mark. Write `owner: \'"Web" ',
        ),
        (
            "id: pay\nowner: #1 team\n",
            "2: 'owner' looks empty: YAML takes `#` for a comment. Write `owner: \"#1 team\"`.",
        ),
        (
            "id: pay\nx: {owner: #1, wait: 3}\ny: z\n",
            '2: YAML takes `#` for a comment, also between braces. Write `owner: "#1"`.',
        ),
        (
            "id: pay\nx: {owner: #1 team}\n",
            '2: YAML takes `#` for a comment, also between braces. Write `owner: "#1 team"`.',
        ),
        (
            "id: pay\ncarries: [basket, #1]\nwait: 3 s\n",
            '2: YAML takes `#` for a comment, also between braces. Write `"#1"`.',
        ),
        ("id: pay\ncarries: [basket # ours\nwait: 3 s\n", "2: a bracket is opened in this line and not closed."),
        ("id: pay\nwait = 3 s\n", "2: a key is followed by a colon. Write `wait: 3 s`."),
        ("id: pay\nowner Web\n", "2: this line has no colon after a key. Write `owner: Web`, or begin it further in "),
        (
            "id: pay\nowner the web team\n\n# ours\nwait: 3 s\n",
            "2: this line has no colon after a key. Write `owner: t",
        ),
        ('id: pay\nowner "Web"\nwait: 3 s\n', '2: this line has no colon after a key. Write `owner: "Web"`, or begin'),
        ("id: pay\nowner: Web\nand the shop\nwait: 3 s\n", "further in where it goes on with line 2."),
        ("id: pay\nThe web team\nwait: 3 s\n", "2: this line has no colon after a key. Write it as `key: value`, or"),
        ("id pay\nowner: Web\n", "1: this line has no colon after a key. Write `id: pay`. The line reads: 'id pay'."),
        (
            "id: pay\ncarries\n- basket\nwait: 3 s\n",
            "2: this line has no colon after a key. Write `carries:`, or begin",
        ),
        ("moments:\n  - id pay\n    owner: Web\n", "2: this line has no colon after a key. Write `id: pay`. The line "),
        (
            "moments:\n  - id: pay\n    owner Web\n    wait: 3 s\n",
            "3: this line has no colon after a key. Write `owner: W",
        ),
        (
            "id: pay\nwait\uff1a3 s\nowner: Web\n",
            "2: a key is followed by a colon, and `\uff1a` (U+FF1A) is none. Write `w",
        ),
        ("id: pay\nwait; 3 s\nowner: Web\n", "2: a key is followed by a colon. Write `wait: 3 s`."),
        ("id: pay\nowner: \x07Web\n", "2: holds an invisible character (U+0007). Delete it."),
        (
            "id: pay\ncarries:\n\u00a0 - basket\n",
            "3: this line is indented with a special space (U+00A0). Indent with ",
        ),
        (
            "{id: pay owner: Web}\n",
            "1: between braces, a comma is missing, or a value needs quotation marks because it",
        ),
        ("{id: pay, owner: ${WEB}}\n", '1: between braces, `${WEB}` needs quotation marks. Write `"${WEB}"`.'),
        ("{id:pay, owner: Web}\n", "1: moment 'pay': a space is missing after the colon. Write `id: pay`."),
        (
            "{id: pay, owner:, wait: 3}\n",
            "1: moment 'pay': 'owner' has no value. Write one behind its colon, or take the",
        ),
        ("idd: pay\n", "1: moment 'pay' has unknown key 'idd'. Did you mean 'id'?"),
        ("id: pay\ncarries: &all [*all]\n", "2: this value holds itself (`*`). Write it out instead."),
        (
            "id: pay\n  owner: Web\n",
            "2: this line is not indented like what it belongs to: it begins after 2 spaces, and l",
        ),
        ("carries:\n  - basket\n  -total: x\n", "3: a space is missing after the hyphen. Write `- total: x`."),
        ("id: pay\nowner:Web\nwait: 3 s\n", "2: a space is missing after the colon. Write `owner: Web`."),
        ("id: pay\ncarries: [basket\nwait: 3 s\n", "2: a bracket is opened in this line and not closed. Put `]` where"),
        (
            "id: pay\nowner: Web: us\n",
            "2: a value that contains ': ' needs quotation marks. Write `owner: \"Web: us\"`.",
        ),
        (
            'id: pay\nowner: Web: "us", it\'s said\n',
            "2: a value that contains ': ' needs quotation marks. Write `owner: 'Web: \"us\", it''s said'`.",
        ),
        ("- id: pay\n", "1: moment 'pay' is a list of 1; expected keys: id, owner, defining, carries, wait."),
        ("id: pay\nownr: Web\n", "2: moment 'pay' has unknown key 'ownr'. Did you mean 'owner'? Valid: id, owner,"),
        ("owner: Web\n", "1: moment 'pay' lacks 'id'. Add a line such as `id: arrive`."),
        (
            "id: Pay It\n",
            "1: moment 'pay': 'id' is 'Pay It'; expected small letters, digits and hyphens, such as `pay-it`.",
        ),
        ("id: pay\nowner:\n", "2: moment 'pay': 'owner' is empty; expected some text."),
        ("id: pay\ndefining: maybe\n", "2: moment 'pay': 'defining' is 'maybe'; expected `yes` or `no`."),
        ("id: pay\ncarries: {a: b}\n", "2: moment 'pay': 'carries' is a mapping (a); expected a list such as"),
        ("id: pay\ncarries:\n  - basket\n  - totl\n", "4: moment 'pay': 'carries' is 'totl'. Did you mean 'total'?"),
        ("id: pay\nwait: soon\n", "2: moment 'pay': 'wait' is 'soon'; expected a duration such as `30 s`"),
        ("id: pay\nwait: 2 min\n", "2: moment 'pay': 'wait' is '2 min', which is 120 s; it must lie between 0 s "),
        ("id: pay\nwait: -3 s\n", "2: moment 'pay': 'wait' is -3 s; it must lie between 0 s and 60 s."),
        ("id: pay\nwait: [3 s]\n", "2: moment 'pay': 'wait' is a list of 1; expected a duration such as `30 s`"),
        ("id: pay\ncarries: basket, totl\n", "2: moment 'pay': 'carries' is 'basket, totl'. Put several between brack"),
        (
            "id: pay\ncarries: [[basket]]\n",
            "2: moment 'pay': 'carries' is a list of 1; expected one of: basket, total.",
        ),
        ("id: pay\nwait: 2 parsecs\n", "2: moment 'pay': 'wait' is '2 parsecs'; expected a duration"),
        (f"id: pay\nwait: {'9' * 5000} s\n", "'wait' is a number of 5000 digits; it must lie between 0 s and 60 s."),
        (
            "id: pay\na0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
            ": the values of this file are repeated too often by `*`",
        ),
        (f"id: {'[' * 3000}{']' * 3000}\n", "its values lie too deep within each other. Write them side by side."),
    ],
)
def test_a_mistake_is_named_with_line_key_and_remedy(tmp_path: Path, content: str | bytes, expected: str) -> None:
    [problem] = problems_in(tmp_path / "pay.yaml", content)
    assert expected in problem


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    content = "ownr: Web\ndefining: maybe\ncarries: [baskt, totl]\nwait: x\nwait: y\n"
    lines = [each.split(":")[0] for each in problems_in(tmp_path / "pay.yaml", content)]
    assert sorted(lines) == ["1", "1", "2", "3", "3", "4", "5"]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_file(tmp_path / "none.yaml", problems) is None
    assert problems == [Problem(str(tmp_path / "none.yaml"), 0, "cannot be read: No such file or directory.")]


def test_a_value_may_be_repeated(tmp_path: Path) -> None:
    assert (
        problems_in(tmp_path / "pay.yaml", "id: pay\nowner: &us Web\ncarries: [basket, &t total, *t]\nwait: 3\n") == []
    )


@pytest.mark.parametrize(
    "content",
    [
        "id:\tpay\n",
        "id: \t pay\t\nowner:\t# us\n  Web\n",
        "id: pay\t# it\ncarries:\n  -\tbasket\n  - total\n",
        "{id:\tpay,\twait:\t3}\n",
    ],
)
def test_a_tab_may_stand_where_a_space_may(tmp_path: Path, content: str) -> None:
    assert problems_in(tmp_path / "pay.yaml", content) == []


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    assert problems_in(tmp_path / "pay.yaml", b"\xef\xbb\xbfid: pay\r\nowner: Web\r\n") == []


def test_scalars_stay_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 007\nb: NO\nc: 4x\nd: '2'\ne: ~\nf: |\n  two\n  lines\n")
    root = read_file(path, [])
    assert root is not None
    assert isinstance(root.value, dict)
    assert [each.value for each in root.value.values()] == ["007", "NO", "4x", "2", None, "two\nlines"]


def test_the_first_problem_is_raised_and_the_rest_counted() -> None:
    problems = [Problem("a.yaml", 3, "is odd."), Problem("a.yaml", 9, "is even."), Problem("b.yaml", 0, "is empty.")]
    with pytest.raises(DataError) as caught:
        raise_first(problems)
    assert str(caught.value) == "a.yaml:3: is odd. (and 2 more: run `mystery-shopper check` to see them)"
    assert isinstance(caught.value, Mistakes)
    assert caught.value.problems == tuple(problems)


def test_a_path_is_shown_relative_only_inside_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "personas" / "a.yaml") == "personas/a.yaml"
    assert shown("/elsewhere/a.yaml") == "/elsewhere/a.yaml"


def test_yaml_files_are_found_in_order_and_in_subfolders(tmp_path: Path) -> None:
    for each in ("b.yaml", "a.yml", "deep/c.yaml", "notes.md"):
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_text("x: 1")
    (tmp_path / "._b.yaml").write_bytes(b"\0\1")  # what a Mac leaves beside a file on a foreign disk
    found = [each.name for each in yaml_paths([tmp_path, tmp_path / "missing"])]
    assert found == ["a.yml", "b.yaml", "c.yaml"]


def node(value: str) -> Node:
    return Node("x.yaml", 1, value, "x: 'y'")


@pytest.mark.parametrize(
    ("written", "read", "value"),
    [
        ("30 s", seconds(), 30),
        ("2 min", seconds(), 120),
        ("800 ms", seconds(), 0.8),
        ("8", seconds(), 8),
        ("1,5 s", seconds(), 1.5),
        ("1 h", seconds(), 3600),
        ("3.5 per second", rate(0, 9), 3.5),
        ("3.5/s", rate(0, 9), 3.5),
        ("4x", times(1, 9), 4),
        ("4", times(1, 9), 4),
        ("2.625", number(0, 9, "2"), 2.625),
        ("12", whole(0, 99, "3"), 12),
        ("Yes", flag, True),
        ("off", flag, False),
        ("TOUCH", one("mouse", "touch"), "touch"),
    ],
)
def test_a_value_is_read_as_people_write_it(written: str, read: Callable[[Node], object], value: object) -> None:
    assert read(node(written)) == value


@given(st.floats(min_value=0, max_value=1000, allow_nan=False), st.sampled_from(["ms", " ms", "s", " seconds", ""]))
def test_a_duration_survives_its_unit(amount: float, unit: str) -> None:
    amount = round(amount, 3)
    expected = amount / 1000 if "ms" in unit else amount
    assert seconds()(node(f"{amount:.3f}{unit}")) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("written", "read", "said"),
    [
        ("-2x", times(1, 9), "is -2x; it must lie between 1x and 9x."),
        ("-5%", percent(0, 30), "is -5%; it must lie between 0% and 30%."),
        ("-1 per second", rate(0, 9), "is -1 per second; it must lie between 0 per second and 9 per second."),
        ("-1", number(0, 1_000_000, "40"), "is -1; it must lie between 0 and 1000000."),
        ("1_000", number(0, 9, "40"), "is '1_000'; expected a number such as `40`."),
        ("nan", number(0, 9, "40"), "is 'nan'; expected a number such as `40`."),
        ("1e3", number(0, 9, "40"), "is '1e3'; expected a number such as `40`."),
        ("900 min", seconds(1, 600), "is '900 min', which is 54000 s; it must lie between 1 s and 600 s."),
    ],
)
def test_a_value_out_of_bounds_is_told_as_it_was_written(
    written: str, read: Callable[[Node], object], said: str
) -> None:
    assert refused(read, written) == f"x.yaml:1: x: 'y' {said}"


def refused(read: Callable[[Node], object], written: str) -> str:
    try:
        read(node(written))
    except DataError as error:
        return str(error)
    return ""


@given(st.text(min_size=1))
def test_no_text_whatsoever_breaks_a_reader(written: str) -> None:
    for read in (seconds(), rate(0, 9), times(1, 9), number(0, 9, "2"), whole(0, 9, "2"), flag, name, table(text, "x")):
        refusal = refused(read, written)
        assert refusal == "" or refusal.startswith("x.yaml:1: x: 'y' ")
