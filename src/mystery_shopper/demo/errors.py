"""What can go wrong with the demo shop itself."""

from __future__ import annotations


class DemoError(RuntimeError):
    """The demo shop cannot do what was asked; the text says why and what to do."""


class PortTaken(DemoError):
    """The port that was asked for cannot be used."""


class UnknownDay(DemoError, ValueError):
    """A bad day was asked for by a name that the demo shop does not know."""
