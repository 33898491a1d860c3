"""What Mystery Shopper adds to pytest's command line, and the run that a command line asks for."""

from __future__ import annotations

from os.path import abspath
from pathlib import Path
from typing import Final

import pytest

from mystery_shopper.casting import MOST
from mystery_shopper.collector import has_features, has_marks, is_suite
from mystery_shopper.run import Run, worker_count
from mystery_shopper.scoring.scorecard import FAIL_ON

_ROOT: Final = pytest.StashKey[Path]()
_SETTINGS: Final = ("pytest.toml", "pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")


def add_options(parser: pytest.Parser) -> None:
    """Offer the options of Mystery Shopper on pytest's command line."""
    group = parser.getgroup("mystery shopper", "Mystery Shopper")
    add = group.addoption
    add("--shop", metavar="URL", help="the shop to visit; without it and without shop.yaml the embedded demo shop")
    add("--shop-file", metavar="FILE", help="the shop file (default: shop.yaml in the suite's folder)")
    add("--persona", default="", help="who shops in scenarios that name nobody, or all of a crowd")
    add("--shoppers", type=int, metavar="N", help="send a crowd of N, drawn from personas/mix.yaml")
    add("--locale", default="", metavar="TAG", help="where every persona lives in this run, such as fr-FR")
    add("--seed", type=int, default=1, help="the same seed gives the same shoppers, actions and verdicts (default 1)")
    add("--pace", choices=("on", "off"), default="on", help="off: without time for thinking, aiming and typing")
    add("--fail-on", choices=FAIL_ON, default="critical", help="the least severe finding that fails a test")
    add("--reports", metavar="DIR", default="reports", help="the report folder (default: reports)")
    add("--keep-reports", action="store_true", help="add to the report folder instead of beginning a new one")
    add("--forget", action="store_true", help="look at everything anew: use and keep nothing learned of the shop")
    add("--browser-executable", metavar="FILE", help="the browser program to use")
    add(
        "--timings",
        choices=("auto", "judge", "skip"),
        default="auto",
        help="whether slowness is judged (default auto: unless the machine is oversubscribed)",
    )


def run_of(config: pytest.Config) -> Run:
    """Return the run that the command line asks for."""
    option = config.option
    for name, value in (("--shop", option.shop), ("--shop-file", option.shop_file), ("--reports", option.reports)):
        if value is not None and not value.strip():  # a variable that is not set would send everybody elsewhere
            raise pytest.UsageError(f"{name} is empty. Give it a value, or leave the option out.")
    if option.shoppers == 0:
        raise pytest.UsageError(
            f"--shoppers 0 sends nobody. Send between 1 and {MOST} shoppers, or leave the option out."
        )
    browser = (option.browser or ["chromium"])[0]
    return Run(
        root=root_of(config),
        started=Path(config.invocation_params.dir),
        reports=Path(config.invocation_params.dir, option.reports),
        seed=option.seed,
        fail_on=option.fail_on,
        paced=option.pace == "on",
        shop_url=option.shop,
        shop_path=Path(option.shop_file) if option.shop_file else None,
        persona=option.persona,
        shoppers=option.shoppers or 0,
        locale=option.locale,
        any_marks=_beyond_usual_marks(config),
        browser="" if browser == "chromium" else browser,
        workers=worker_count(),
    )


def settle_root(config: pytest.Config) -> None:
    """Let the folder where pytest was started be its root when that is a suite and no other was asked for.

    Without a settings file pytest takes every existing path on its command line, even an option's value such as
    ``--reports /tmp/reports``, for a folder of tests and finds its root far away; names of tests and with them
    seeds and commands would then hang on where the reports go. pytest has no public way to say so.
    """
    started = config.invocation_params.dir
    if config.known_args_namespace.rootdir is None and is_suite(started):
        config._rootpath = started


def _beyond_usual_marks(config: pytest.Config) -> bool:
    """Return whether the suite's settings name marks and somebody asked for others, or for any (``-m ""``).

    Given paths far apart pytest finds no settings; in the suite's own folder it will, and they may name some.
    """
    usual, asked = config.getini("addopts"), config.option.markexpr
    unread = config.inipath is None and any((root_of(config) / each).is_file() for each in _SETTINGS)
    return bool(asked not in usual and ("-m" in usual or (unread and asked)))


def root_of(config: pytest.Config) -> Path:
    """Return the suite's folder: the nearest one above what is asked for, else above where pytest was started.

    pytest's own root may be another: a project around the suite has it where its settings file lies, and without any
    settings file every existing path on the command line, even an option's value, leads it far away.
    """
    if _ROOT not in config.stash:
        started, root = Path(config.invocation_params.dir), config.rootpath
        asked = [Path(abspath(started / each.split("::")[0])) for each in config.args if has_features([each])]
        found = (_suite_above(each, started, root) for each in (*asked, started))
        config.stash[_ROOT] = next((each for each in found if each is not None), config.rootpath)
    return config.stash[_ROOT]


def _suite_above(path: Path, started: Path, root: Path) -> Path | None:
    """Return the nearest folder that is a suite, from a path up to pytest's root and to where it was started.

    Features alone make one of the latter only: elsewhere they may be pytest-bdd's.
    """
    inside = (each for each in (path, *path.parents) if each.is_relative_to(root) or each.is_relative_to(started))
    return next((each for each in inside if has_marks(each) or (each == started and is_suite(each))), None)


def is_ours(config: pytest.Config) -> bool:
    """Return whether a run is about a shop at all, so that other projects' tests are left alone."""
    return bool(config.option.shop or config.option.shop_file) or is_suite(root_of(config))
