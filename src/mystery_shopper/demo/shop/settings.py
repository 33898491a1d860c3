"""Django's settings for one running shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import oscar.defaults

from mystery_shopper.demo.config import DemoConfig
from mystery_shopper.demo.shop.locales import LOCALES

HERE = Path(__file__).parent
DATABASE = "shop.sqlite3"
"""Name of the database inside the state folder."""

APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "mystery_shopper.demo.shop.apps.ShopConfig",
    "mystery_shopper.demo.shop.partner.apps.PartnerConfig",
    "treebeard",
    "haystack",
    *(
        f"oscar.apps.{each}"
        for each in (
            "analytics.apps.AnalyticsConfig",
            "checkout.apps.CheckoutConfig",
            "address.apps.AddressConfig",
            "shipping.apps.ShippingConfig",
            "catalogue.apps.CatalogueConfig",
            "catalogue.reviews.apps.CatalogueReviewsConfig",
            "communication.apps.CommunicationConfig",
            "basket.apps.BasketConfig",
            "payment.apps.PaymentConfig",
            "offer.apps.OfferConfig",
            "order.apps.OrderConfig",
            "customer.apps.CustomerConfig",
            "search.apps.SearchConfig",
            "voucher.apps.VoucherConfig",
            "wishlists.apps.WishlistsConfig",
        )
    ),
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mystery_shopper.demo.shop.faults.FaultsMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "mystery_shopper.demo.shop.context.shop",
]


def settings_for(config: DemoConfig) -> dict[str, Any]:
    """Return every setting that differs from Django's own, for ``settings.configure``."""
    return {
        **{name: value for name, value in vars(oscar.defaults).items() if name.isupper()},
        **_oscar(),
        **_network(config),
        "DEBUG": False,
        # The demo holds no secret: every run is private to one machine and thrown away.
        "SECRET_KEY": "harbour-and-pine-demo-shop",
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "ROOT_URLCONF": "mystery_shopper.demo.shop.urls",
        "TEMPLATES": _templates(),
        "DATABASES": {"default": _database(config)},
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "MIGRATION_MODULES": _no_migrations(),
        "SITE_ID": 1,
        "LANGUAGE_CODE": "en-gb",
        "LANGUAGES": [(each.code, each.name) for each in LOCALES],
        "LOCALE_PATHS": [HERE / "locale"],
        "LANGUAGE_COOKIE_NAME": "language",
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        "AUTHENTICATION_BACKENDS": ["oscar.apps.customer.auth_backends.EmailBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}}
        ],
        "PASSWORD_HASHERS": ["mystery_shopper.demo.shop.apps.QuickHasher"],
        "LOGIN_URL": "sign-in",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "LOGGING_CONFIG": None,
        "SILENCED_SYSTEM_CHECKS": ["security", "fields.W342"],
    }


def _oscar() -> dict[str, Any]:
    return {
        "OSCAR_SHOP_NAME": "Harbour & Pine",
        "OSCAR_HOMEPAGE": "/",
        "OSCAR_DEFAULT_CURRENCY": "GBP",
        "OSCAR_OFFERS_INCL_TAX": True,
        "OSCAR_ALLOW_ANON_CHECKOUT": True,
        "OSCAR_BASKET_COOKIE_OPEN": "basket",
        "OSCAR_INITIAL_ORDER_STATUS": "Confirmed",
        "OSCAR_SEND_REGISTRATION_EMAIL": False,
        "HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    }


def _network(config: DemoConfig) -> dict[str, Any]:
    return {
        "DEMO": config,
        "ALLOWED_HOSTS": [urlsplit(config.shop_url).hostname or "127.0.0.1", "localhost"],
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": config.smtp_host,
        "EMAIL_PORT": config.smtp_port,
        "EMAIL_TIMEOUT": 5,
        "DEFAULT_FROM_EMAIL": "Harbour & Pine <hello@harbour-and-pine.example>",
    }


def _templates() -> list[dict[str, Any]]:
    options = {
        "context_processors": CONTEXT,
        "builtins": ["django.templatetags.i18n", "mystery_shopper.demo.shop.templatetags.shop"],
    }
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "OPTIONS": options,
        }
    ]


def _database(config: DemoConfig) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": config.state / DATABASE,
        "CONN_MAX_AGE": None,
        # IMMEDIATE takes the write lock at BEGIN, so that two customers wait for each other and never fail.
        # A run's database is thrown away with the run: there is nothing to sync to the disk for.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        },
    }


def _no_migrations() -> dict[str, None]:
    """Tables are made at once from the models: migrating oscar takes twelve seconds, this half of one."""
    labels = "auth contenttypes sessions sites partner analytics address catalogue reviews communication basket"
    labels += " payment offer order customer voucher wishlists shipping"
    return dict.fromkeys(labels.split())
