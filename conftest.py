"""This suite's own fixtures; an empty file is enough."""
