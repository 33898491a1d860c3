"""The embedded demo shop, its payment provider and its mailbox, as one process of their own."""

from .errors import DemoError, PortTaken, UnknownDay
from .process import DemoShop, Order, OrderLine

__all__ = ["DemoError", "DemoShop", "Order", "OrderLine", "PortTaken", "UnknownDay"]
