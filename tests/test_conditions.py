"""Under what circumstances a visit is said to be made: those that this browser really has, and no others."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mystery_shopper.personas import load_personas
from mystery_shopper.settings import load_shop
from mystery_shopper.stage import Stage

AMELIE = load_personas([Path(__file__).parents[1] / "personas"])["hurried-phone"]


@pytest.mark.parametrize(
    ("called", "network", "slowdown"),
    [("chromium", "slow-4g", 4.0), ("firefox", "unthrottled", 1.0), ("webkit", "unthrottled", 1.0)],
)
def test_a_line_and_a_processor_are_named_where_they_can_be_slowed(
    tmp_path: Path, called: str, network: str, slowdown: float
) -> None:
    stage = Stage(
        playwright=cast(Any, None),
        browser_name=called,
        launch={},
        executable=None,
        shop_file=load_shop(None, url="http://127.0.0.1:1"),
        reports=tmp_path,
        paced=False,
        workers=1,
        judge_timings=False,
        keep_secret=lambda *_: None,
    )
    stage._browser = cast(Any, SimpleNamespace(is_connected=lambda: True, version="1.0"))
    said = stage._conditions(AMELIE)
    assert (said.device, said.network, said.cpu_slowdown) == ("pixel-7", network, slowdown)
