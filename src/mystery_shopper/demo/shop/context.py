"""What every page knows: language, menu, basket count, cookie choice."""

from __future__ import annotations

from typing import Any

from mystery_shopper.demo.shop import catalogue
from mystery_shopper.demo.shop.locales import LOCALES, current
from mystery_shopper.demo.shop.site_views import COOKIE_CHOICE


def shop(request: Any) -> dict[str, Any]:
    """Return the context of the page frame."""
    basket = getattr(request, "basket", None)
    return {
        "locale": current(),
        "locales": LOCALES,
        "menu": [(slug, catalogue.category_words(slug).name) for slug in catalogue.categories()],
        "basket_count": basket.num_items if basket else 0,
        "asks_cookies": request.COOKIES.get(COOKIE_CHOICE) not in ("all", "needed"),
    }
