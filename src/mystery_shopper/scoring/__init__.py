"""Sums over visits: how each ended, who was worse off, what is new, and how sure small numbers are."""
