"""What is said to be missing can be added by the command that is named, wherever this installation came from."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest

from mystery_shopper.extras import how_to_add, how_to_renew


class Installed:
    """What pip has written down of an installation."""

    def __init__(self, told: str | None) -> None:
        self.told = told

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self.told


def installed(monkeypatch: pytest.MonkeyPatch, told: str | None) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: Installed(told))


def told(path: Path, **more: object) -> str:
    return json.dumps({"url": path.as_uri(), **more})


def test_from_an_index_the_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, None)
    assert how_to_add("demo") == "pip install 'mystery-shopper[demo]'"


def test_in_a_clone_the_clone_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clone = tmp_path / "my clone"
    clone.mkdir()
    installed(monkeypatch, told(clone, dir_info={"editable": True}))
    assert how_to_add("demo") == f"pip install -e '{clone}[demo]'"
    monkeypatch.chdir(clone)
    assert how_to_add("demo") == "pip install -e '.[demo]'"
    installed(monkeypatch, told(clone, dir_info={}))
    assert how_to_add("report") == "pip install '.[report]'"
    assert how_to_renew() == "pip install --force-reinstall --no-deps ."


def test_from_a_wheel_the_wheel_is_named_while_it_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wheel = tmp_path / "mystery_shopper-0.1.0-py3-none-any.whl"
    wheel.touch()
    installed(monkeypatch, told(wheel, archive_info={}))
    assert how_to_add("demo") == f"pip install '{wheel}[demo]'"
    wheel.unlink()
    assert how_to_add("demo") == "pip install 'mystery-shopper[demo]'"


@pytest.mark.parametrize("written", ["{", "{}", '{"url": "https://example.com/a.whl", "archive_info": {}}'])
def test_what_cannot_be_read_names_the_package(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    installed(monkeypatch, written)
    assert how_to_add("demo") == "pip install 'mystery-shopper[demo]'"


def test_where_nothing_is_installed_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_there(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none_there)
    assert how_to_add("demo") == "pip install 'mystery-shopper[demo]'"
