"""The report folder is made ready without a trace of the run before, and never where somebody keeps other things."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopper import ending
from mystery_shopper.errors import OrderRefused
from mystery_shopper.report.visits import ReportUnwritable
from mystery_shopper.run import Run
from mystery_shopper.shopper.purse import Purse


def run_in(folder: Path) -> Run:
    return Run(folder, folder / "reports", seed=1, fail_on="critical", paced=False)


def purse_of(run: Run, most_orders: int) -> Purse:
    return Purse(run.reports / "running" / "orders", most_orders, lambda _url: True)


@pytest.mark.parametrize("keep", [False, True])
def test_orders_that_an_earlier_run_took_back_buy_no_order_more(tmp_path: Path, keep: bool) -> None:
    run = run_in(tmp_path)
    ending.begin(run)
    for _ in range(3):
        purse_of(run, 5).count_order()
        purse_of(run, 5).take_back_order()
    ending.begin(run, keep=keep)
    purse_of(run, 1).count_order()
    with pytest.raises(OrderRefused, match="This run may place 1 orders and this would be number 2"):
        purse_of(run, 1).count_order()


def test_what_cannot_be_taken_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_in(tmp_path)
    run.reports.mkdir()
    (run.reports / "digest.html").touch()

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(run.visits, "check_room", lambda: None)
    monkeypatch.setattr(run.visits, "fresh", lambda: None)
    monkeypatch.setattr(Path, "unlink", forbidden)
    with pytest.raises(ReportUnwritable, match=r"reports: .* cannot be .*Permission denied.*--reports"):
        ending.begin(run)


@pytest.mark.parametrize("reports", [".", "..", "features", "personas", "steps/own", "/"])
def test_the_suites_own_folders_are_no_report_folder(pytester: pytest.Pytester, reports: str) -> None:
    for name in ("features/x.feature", "evidence/of-somebody.txt"):
        (pytester.path / name).parent.mkdir()
        (pytester.path / name).write_text("Feature: F\n  Scenario: S\n    When she opens the shop\n", "utf-8")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", f"--reports={reports}", "--shop=http://127.0.0.1:9")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    [told] = [each for each in result.stderr.lines if each.strip()]
    assert f"--reports is {reports!r}" in told
    assert "a folder of their own, such as `reports`" in told
    assert sorted(each.name for each in pytester.path.iterdir()) == ["evidence", "features"]
