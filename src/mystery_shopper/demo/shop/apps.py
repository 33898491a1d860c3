"""Registers the storefront's own models and templates with Django."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    """The app that holds return requests and messages."""

    name = "mystery_shopper.demo.shop"
    label = "harbour"
    verbose_name = "Harbour & Pine"
