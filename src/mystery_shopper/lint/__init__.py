"""The linter: everything that is wrong with a suite's files, all at once, without a browser."""

from __future__ import annotations

from mystery_shopper.lint.data import Rules, check_data, check_suite, notices
from mystery_shopper.lint.features import check_features, feature_paths
from mystery_shopper.lint.names import Names
from mystery_shopper.lint.sentences import SentenceMatch, Sentences, nearest, stub
from mystery_shopper.lint.strays import lost_shop_file
from mystery_shopper.problems import Problem

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
    "lost_shop_file",
    "nearest",
    "notices",
    "stub",
]
