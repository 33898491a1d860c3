"""Scouting a strange shop: what is understood of it, how surely, and what a human should confirm."""

from mystery_shopper.scout.scouting import Wish, scout

__all__ = ["Wish", "scout"]
