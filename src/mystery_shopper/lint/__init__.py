"""The linter: everything that is wrong with a suite's files, all at once, without a browser."""

from __future__ import annotations

from ..problems import Problem
from .data import Rules, check_data, check_suite
from .features import check_features, feature_paths
from .names import Names
from .sentences import SentenceMatch, Sentences, nearest, stub

__all__ = [
    "Names",
    "Problem",
    "Rules",
    "SentenceMatch",
    "Sentences",
    "check_data",
    "check_features",
    "check_suite",
    "feature_paths",
    "nearest",
    "stub",
]
