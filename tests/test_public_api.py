"""What a company may build on: the public names, the fixtures, the options, and what each says of itself."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version
from typing import Any

import pytest

import mystery_shopper
from mystery_shopper import plugin
from mystery_shopper.scenario_hooks import ScenarioHooks
from mystery_shopper.scoring.scorecard import FAIL_ON

OPTIONS = {
    "--shop",
    "--shop-file",
    "--persona",
    "--locale",
    "--seed",
    "--shoppers",
    "--pace",
    "--fail-on",
    "--reports",
    "--keep-reports",
    "--forget",
    "--browser-executable",
    "--timings",
}
FIXTURES = {"cast", "demo_shop", "shop_file", "stage"}


def test_the_public_names_are_these_and_sorted() -> None:
    names = ["Finding", "Observation", "Problem", "Seen", "Severity", "Shopper", "friction", "says"]
    assert mystery_shopper.__all__ == names


@pytest.mark.parametrize("name", mystery_shopper.__all__)
def test_a_public_name_is_there_and_says_what_it_means(name: str) -> None:
    found: Any = getattr(mystery_shopper, name)
    assert found.__name__ == name
    assert (found.__doc__ or "").strip()
    assert not found.__doc__.startswith(f"{name}(")  # what a dataclass says when nobody has said anything


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'frictoin'"):
        _ = mystery_shopper.frictoin


def test_the_version_is_the_packages() -> None:
    assert mystery_shopper.__version__ == version("mystery-shopper")


def test_importing_the_package_loads_no_browser_and_no_web_framework() -> None:
    code = (
        "import sys, mystery_shopper.cli; print(sorted({'playwright', 'django', 'faker', 'flask'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_pytest_finds_the_plugin_by_itself() -> None:
    (found,) = entry_points(group="pytest11", name="mystery_shopper")
    assert found.value == "mystery_shopper.plugin"


def test_the_options_are_these(pytestconfig: pytest.Config) -> None:
    groups = {each.name: each for each in pytestconfig._parser._groups}
    options = [name for each in groups["mystery shopper"].options for name in each.names()]
    assert set(options) == OPTIONS


def test_the_gate_takes_what_the_scorecard_knows() -> None:
    assert FAIL_ON == ("blocker", "critical", "normal", "minor", "never")


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_a_fixture_that_suites_may_override_says_what_it_gives(name: str) -> None:
    [fixture] = (found for place in (plugin, ScenarioHooks) if (found := getattr(place, name, None)))
    assert (fixture.__doc__ or "").strip()
