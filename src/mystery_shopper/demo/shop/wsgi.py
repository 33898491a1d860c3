"""Makes the WSGI application of the shop for one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mystery_shopper.demo.config import DemoConfig

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def make_application(config: DemoConfig) -> WsgiApp:
    """Set Django up for this run and return its WSGI application.

    Call it once a process, after ``prepare``: Django's settings belong to the process.
    """
    set_up(config)
    from django.core.handlers.wsgi import WSGIHandler

    application: WsgiApp = WSGIHandler()
    return application


def set_up(config: DemoConfig) -> None:
    """Configure Django for this run, without a web application."""
    import django
    from django.conf import settings

    from mystery_shopper.demo.shop.settings import settings_for

    settings.configure(**settings_for(config))
    django.setup(set_prefix=False)
