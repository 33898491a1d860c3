"""The demo shop's payment provider: card form, test cards and 3-D Secure, on an origin of its own."""

from .app import make_application

__all__ = ["make_application"]
