"""Registers the storefront's own models and templates with Django."""

from django.apps import AppConfig
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.mail.utils import DNS_NAME


class ShopConfig(AppConfig):
    """The app that holds return requests and messages."""

    name = "mystery_shopper.demo.shop"
    label = "harbour"
    verbose_name = "Harbour & Pine"

    def ready(self) -> None:
        """Name this machine once for all e-mails: asking for its name in the network takes seconds on some."""
        DNS_NAME._fqdn = "localhost"


class QuickHasher(PBKDF2PasswordHasher):
    """A demo account guards nothing; a slow hash would make signing in slow on a busy machine."""

    algorithm = "quick"
    iterations = 1000
