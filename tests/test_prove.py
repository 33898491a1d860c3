"""The proof in short: faults of every layer in the embedded shop and in a strange one are noticed as they are meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest
from shops.serving import fleet
from whole_suite import SHELL

from mystery_shopper.cli import main

FAULTS: Final = Path(__file__).parents[1] / "benchmarks" / "faults" / "dev"

SAMPLE: Final = (
    *("landing-unusable-503", "low-contrast-price", "price-drift-switch", "image-broken-404", "frame-failed-abort"),
    *("keyboard-skip-add", "decoy-busy-add", "mail-lost", "overlay-gate", "page-loop-basket", "card-cleared"),
    *("filter-leaks", "method-missing-transfer"),
)
"""Faults of each layer, one for a keyboard, and a decoy; the whole benchmark is ``make bench-detection``."""

STRANGE: Final = {
    "grey": "kind: low-contrast\nmoment: [arrive, find, choose]\nscript: |\n"
    "  when('h1, h2, p', each => { each.style.color = '#d5d5d5' })\n",
    "gone": "kind: broken-link-on-path\nmoment: [find, choose]\npattern: '*product*'\ntype: document\nstatus: 404\n",
    "late": "kind: slow-server\nnetwork: {pattern: '*', type: document, delay: 1500 ms}\n",
    "elsewhere": "kind: price-drift\nscript: |\n  when('.no-such-thing', each => { each.remove() })\n",
}


def apart(command: list[str]) -> int:
    """Give a command in a thread of its own: in this one the browser driver of other tests may be at work."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(main, command).result()


def prove(folder: Path, *options: str) -> dict[str, Any]:
    """Give the command and return what it has written; the exit code is told with it."""
    out = folder / "proof.json"
    code = apart(["prove", "--json", str(out), "--reports", str(folder / "reports"), *options])
    told: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return {**told, "code": code, "verdicts": {each["fault"]: each["verdict"] for each in told["faults"]}}


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """No fault here needs Autofill, and the shell does its work with less effort."""
    with pytest.MonkeyPatch.context() as patched:
        if SHELL:
            patched.setenv("MYSTERY_SHOPPER_BROWSER", SHELL)
        yield


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("embedded")
    for name in SAMPLE:
        [path] = FAULTS.rglob(f"{name}.yaml")
        shutil.copy(path, folder / path.name)
    return prove(folder, "--faults", str(folder), "--workers", "1")


def test_every_fault_of_the_sample_is_noticed_and_every_decoy_stays_quiet(embedded: dict[str, Any]) -> None:
    wrong = {name: each for name, each in embedded["verdicts"].items() if each not in ("caught", "quiet")}
    assert wrong == {}
    assert embedded["code"] == 0


def test_they_are_noticed_where_they_are_and_given_to_whom_they_belong(embedded: dict[str, Any]) -> None:
    caught = [each for each in embedded["faults"] if each["verdict"] == "caught"]
    assert [each["fault"] for each in caught if not each["moment_right"] or not each["owner_right"]] == []


def test_where_nothing_is_broken_nothing_is_noticed(embedded: dict[str, Any]) -> None:
    assert embedded["clean"] == []
    assert embedded["clean_visits"] >= 1


def test_a_strange_shop_can_be_broken_too(tmp_path: Path) -> None:
    for name, text in STRANGE.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    with fleet() as url:
        made = prove(tmp_path, "--faults", str(tmp_path), "--shop", f"{url}/teapots/index.html", "--workers", "1")
    assert made["verdicts"] == {
        "grey": "caught",
        "gone": "caught",
        "late": "caught",
        "elsewhere": "did not take hold",
    }


def test_in_a_strange_shop_she_lives_where_it_sells(tmp_path: Path) -> None:
    (tmp_path / "vague.yaml").write_text(
        "kind: wrong-locale\nscript: when('html', each => { each.lang = 'fi' })\n", "utf-8"
    )
    with fleet() as url:
        made = prove(tmp_path, "--faults", str(tmp_path), "--shop", f"{url}/bergladen/", "--workers", "1")
    assert made["clean"] == [] or "wrong-locale" not in [one["kind"] for one in made["clean"][0]["noticed"]]
    assert made["verdicts"] == {"vague": "caught"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: low-contrast\nscript: when('p' {\n", "fault 'it': 'script' is no JavaScript: SyntaxError"),
        ("kind: price-drift\nswitch: price-drift\n", "All of these faults are switches of the embedded shop"),
        ("kind: low-contrat\nscript: x()\n", "Did you mean 'low-contrast'?"),
    ],
    ids=["script", "switch", "kind"],
)
def test_what_cannot_be_used_is_said_before_anybody_visits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (tmp_path / "it.yaml").write_text(text, "utf-8")
    with fleet() as url:
        code = apart(
            ["prove", "--faults", str(tmp_path), "--shop", f"{url}/teapots/", "--reports", str(tmp_path / "r")]
        )
    assert code == 2
    assert told in capsys.readouterr().err
