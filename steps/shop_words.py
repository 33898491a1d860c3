"""Words that only this shop's suite needs: the embedded shop can be given a bad day."""

from typing import Any

from mystery_shopper import says


@says("the shop has a bad day: {string}")
def has_bad_day(cast: Any, day: str, demo_shop: Any, request: Any) -> None:
    demo_shop.bad_day(day)
    request.addfinalizer(demo_shop.good_day)
