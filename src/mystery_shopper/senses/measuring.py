"""Requests by which a shop counts and times its visitors: nobody waits for them and nobody suffers when they fail."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit


def measures(url: str, method: str = "GET") -> bool:
    """Say whether a request only measures: analytics and beacons are no friction, of the shop's own host neither."""
    parts = [each.casefold() for each in re.split(r"[^A-Za-z0-9]+", urlsplit(url).path) if each]
    if any(map(_PLAINLY.fullmatch, parts)):
        return True
    if method != "POST" or any(map(_OF_THE_GOODS.fullmatch, parts)):
        return False
    last = next((each for each in reversed(parts) if each not in ("json", "php", "gif")), "")
    return any(map(_SENT.fullmatch, parts)) or _AT_THE_END.fullmatch(last) is not None


# What is asked of a place of this name measures, whatever stands around it (P).
_PLAINLY: Final = re.compile(
    "analytics|clickstream|gtag|gtm|hotjar|matomo|newrelic|piwik|plausible|snowplow|telemetry|umami|webvitals"
)
# What is posted to a place of this name measures; to be read there is what a shop may sell under it (P).
_SENT: Final = re.compile("beacons?|ga|metrics|otel|pixels?|rum|segment")
# What is posted to a place that ends so measures (P).
_AT_THE_END: Final = re.compile(
    "collect|envelope|events?|heartbeat|hits?|impressions?|logs?|ping|stats|track|tracking|vitals"
)
# An address with such a word speaks of goods, an order or its delivery: only what is plain measures there (P).
_OF_THE_GOODS: Final = re.compile(
    "address|basket|booking|cart|catalog(ue)?|checkout|click|delivery|items?|orders?|parcel|payment|pickup|products?"
    "|returns?|reviews?|search|shipment|shipping|shop|stores?|tickets?|wishlist"
)
