"""The pytest plugin: options, fixtures and hooks. It wires the parts together and decides nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Playwright

from mystery_shopper import ending, words
from mystery_shopper.casting import Casting, tagged_size
from mystery_shopper.collector import FeatureFile, has_features
from mystery_shopper.crowd_hooks import CrowdHooks, is_scenario, offer_workers
from mystery_shopper.errors import MysteryShopperError, SettingsError
from mystery_shopper.left_out import LeftOut
from mystery_shopper.options import add_options, is_ours, root_of, run_of, settle_root
from mystery_shopper.passed_over import PassedOver
from mystery_shopper.provision import browsers
from mystery_shopper.provision.driver import keep_driver_small
from mystery_shopper.provision.means import check_display, check_video
from mystery_shopper.report import allure as allure_report
from mystery_shopper.report.allure import AllureReport
from mystery_shopper.run import Run
from mystery_shopper.scenario_hooks import ScenarioHooks
from mystery_shopper.sentences import Vocabulary
from mystery_shopper.settings import ShopFile
from mystery_shopper.settings.reachable import check_reachable
from mystery_shopper.stage import Stage
from mystery_shopper.stopping import heed_signals
from mystery_shopper.suite import own_steps

_RUN: Final = pytest.StashKey[Run]()
_ALLURE: Final = pytest.StashKey[AllureReport]()
_ENDING: Final = pytest.StashKey[ending.Ending]()
_VOCABULARY: Final = pytest.StashKey[Vocabulary]()


def pytest_addoption(parser: pytest.Parser) -> None:
    offer_workers(parser)
    add_options(parser)


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    settle_root(early_config)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for mark in (
        "journey(id): the journey map",
        "persona(id): who shops",
        "owner(id)",
        "severity(id)",
        "shoppers(n): a crowd",
    ):
        config.addinivalue_line("markers", mark)
    run = run_of(config)
    config.stash[_RUN] = run
    try:
        if _plays(config):
            ending.check_place(run, config.option.reports)
        if _plays(config) and config.option.allure_report_dir is None:
            folder, made = ending.allure_folder(run)
            config.option.allure_report_dir = str(folder)
            config.add_cleanup(partial(ending.take_back, made))
        modules = [*words.modules(), *own_steps(root_of(config))] if is_ours(config) else []
        vocabulary = Vocabulary(modules)
        casting = Casting(run, vocabulary, run.shoppers)
    except MysteryShopperError as trouble:
        raise pytest.UsageError(str(trouble)) from None
    for module in modules:
        config.pluginmanager.register(module, module.__name__)
    if is_ours(config):
        keep_driver_small()
        config.pluginmanager.register(CrowdHooks(config, casting), "mystery_shopper_crowd")
        config.pluginmanager.register(LeftOut(config, root_of(config)), "mystery_shopper_left_out")
        config.pluginmanager.register(PassedOver(config, run, vocabulary), "mystery_shopper_passed_over")
    config.stash[_VOCABULARY] = vocabulary
    allure = config.stash[_ALLURE] = allure_report.install(config, lambda text: run.redactor.text(text))
    if is_ours(config):
        config.pluginmanager.register(ScenarioHooks(config, run, allure), "mystery_shopper_scenarios")


def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if not is_ours(config) or not has_features(config.args):
        return
    heed_signals(config)
    if _is_worker(config):
        return
    run = config.stash[_RUN]
    try:
        run.check()
        if config.option.collectonly:
            return
        _check_means(config)
        if run.shop_file is not None:
            check_reachable(run.shop_file)
        config.stash[_ENDING] = ending.Ending()
    except MysteryShopperError as trouble:
        raise pytest.UsageError(str(trouble)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    wrong = session.testsfailed and not session.config.option.continue_on_collection_errors
    if not wrong and any(map(is_scenario, session.items)):
        _begin(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    if any(".feature::" in each for each in ids):
        _begin(node.config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    if file_path.suffix != ".feature" or not is_ours(parent.config):
        return None
    found: FeatureFile = FeatureFile.from_parent(parent, path=file_path)
    found.sentences, found.names = parent.config.stash[_VOCABULARY], parent.config.stash[_RUN].names
    return found


@pytest.fixture(scope="session")
def demo_shop(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The embedded shop of this process, started when it is first needed; its days are switched on this handle.

    Raises:
        SettingsError: when another shop is under test, because only the embedded one has days to switch.
    """
    if request.config.stash[_RUN].shop_file is not None:
        raise SettingsError("Bad days belong to the embedded demo shop. Run without --shop and without shop.yaml.")
    from mystery_shopper.demo import DemoShop

    with DemoShop.start() as demo:
        yield demo


@pytest.fixture(scope="session")
def shop_file(request: pytest.FixtureRequest) -> ShopFile:
    """The shop under test: what --shop or shop.yaml say, else the embedded shop."""
    run = request.config.stash[_RUN]
    found = run.shop_file
    if found is None:
        from mystery_shopper.demo_settings import shop_file_of

        found = shop_file_of(request.getfixturevalue("demo_shop"))
    if found.account is not None:
        run.keep_secret(found.account.password)
    return found


@pytest.fixture(scope="session")
def stage(
    request: pytest.FixtureRequest,
    shop_file: ShopFile,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
) -> Iterator[Stage]:
    """The browser of this process."""
    option, run = request.config.option, request.config.stash[_RUN]
    made = Stage(
        playwright=playwright,
        browser_name=(option.browser or ["chromium"])[0],
        launch=browser_type_launch_args,
        executable=option.browser_executable,
        shop_file=shop_file,
        reports=run.reports,
        paced=run.paced,
        workers=run.workers,
        judge_timings={"auto": None, "judge": True, "skip": False}[option.timings],
        keep_secret=run.keep_secret,
        full_trace=option.tracing in ("on", "retain-on-failure"),
        learns_in=None if option.forget or run.shop_file is None else run.root / ".mystery-shopper" / "learned",
        video=option.video in ("on", "retain-on-failure"),
    )
    yield made
    made.close()


def pytest_bdd_apply_tag(tag: str, function: Any) -> bool | None:
    if size := tagged_size([tag]):
        pytest.mark.shoppers(size)(function)
        return True
    name, colon, value = tag.partition(":")
    if not colon:
        return None
    getattr(pytest.mark, name)(id=value)(function)  # for -m "journey(id='guest-purchase')"
    return True


def pytest_itemcollected(item: pytest.Item) -> None:
    named = [each.name for each in item.own_markers if ":" in each.name]
    for each in named if named and is_ours(item.config) else ():  # of examples: there pytest-bdd asks nobody
        name, _, value = each.partition(":")
        item.add_marker(getattr(pytest.mark, name)(id=value))


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    run = config.stash.get(_RUN, None)
    if run is None or not is_ours(config):
        return
    if _is_worker(config):
        told = {"secrets": sorted(run.secrets), "lost": config.stash[_ALLURE].gate.lost}
        config.workeroutput["mystery_shopper"] = told  # type: ignore[attr-defined]
        return
    if _ENDING in config.stash and config.stash[_ENDING].begun:
        ended = config.stash[_ENDING] = ending.finish(run, config.stash[_ALLURE].gate.lost)
        if ended.leaks or (session.exitstatus == pytest.ExitCode.OK and not ended.whole):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    told = getattr(node, "workeroutput", {}).get("mystery_shopper", {})
    node.config.stash[_RUN].keep_secret(*told.get("secrets", ()))
    node.config.stash[_ALLURE].gate.lost += told.get("lost", ())


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if _ENDING in config.stash:
        width = shutil.get_terminal_size((100, 24)).columns
        colour = bool(terminalreporter.hasmarkup)
        terminalreporter.write_line(ending.told(config.stash[_RUN], config.stash[_ENDING], width=width, colour=colour))


def _plays(config: pytest.Config) -> bool:
    """Whether visits will be made: scenarios are among what is asked for, and not only to be listed."""
    return is_ours(config) and not config.option.collectonly and has_features(config.args)


def _check_means(config: pytest.Config) -> None:
    """Raise MysteryShopperError when the machine lacks what the options ask for."""
    option = config.option
    names = option.browser or ["chromium"]
    for name in names:
        browsers.find(name, channel=option.browser_channel, setting=option.browser_executable)
    if option.headed:
        check_display()
    if option.video != "off" and "chromium" in names:
        check_video()


def _begin(config: pytest.Config) -> None:
    """Make the report folder ready, once, now that visits are about to be made."""
    if _ENDING not in config.stash or config.stash[_ENDING].begun:
        return
    try:
        ending.begin(config.stash[_RUN], keep=config.option.keep_reports)
    except MysteryShopperError as trouble:
        raise pytest.UsageError(str(trouble)) from None
    config.stash[_ENDING].begun = True


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
