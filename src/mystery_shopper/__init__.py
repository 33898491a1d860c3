"""Synthetic customers walk the real journeys of a shop and report where and why they were held up."""

__version__ = "0.1.0"
