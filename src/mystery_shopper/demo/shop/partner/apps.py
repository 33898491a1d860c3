"""Registers the forked partner app under oscar's own label."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    """Oscar finds ``strategy.py`` beside this file by the label ``partner``."""

    name = "mystery_shopper.demo.shop.partner"
