"""Asks the shop for any answer at all before the first visit, so that a wrong address is told once and at once."""

from __future__ import annotations

import ssl
from email.message import Message
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mystery_shopper.addresses import Address
from mystery_shopper.errors import ShopUnreachable
from mystery_shopper.settings import ShopFile

WITHIN_S = 15.0
"""A shop that says nothing for this long is taken as not being there (P)."""
_PLAIN_WITHIN_S = 3.0  # what answers plain http on a port that should speak TLS does so at once (P)
_OFTEN_TLS = 400  # what servers that do speak TLS answer to plain http


def check_reachable(shop_file: ShopFile, *, given: str = " in --shop") -> None:
    """Ask for the home page; whatever comes is an answer, and a redirect is not followed.

    ``given`` says where the address stands that no file holds.

    Raises:
        ShopUnreachable: when the name does not resolve, nobody answers, or the answer is not a web server's.
    """
    if reason := why_silent(shop_file):
        where = f" in {shop_file.source}" if shop_file.source else given
        raise ShopUnreachable(
            f"The shop {shop_file.url} does not answer: {reason}. Start it, or correct the address{where}."
        )


def why_silent(shop_file: ShopFile) -> str:
    """Return why the shop does not answer at all, empty when it does."""
    identify = shop_file.identify
    agent = {"User-Agent": identify.value} if identify.by_user_agent else {}
    headers = {**agent, **shop_file.headers, **shop_file.access.all_headers}
    try:
        build_opener(_Stay).open(Request(shop_file.url, headers=headers), timeout=WITHIN_S).close()
    except HTTPError:
        return ""  # an error page is an answer: the visit will tell what it means for a customer
    except (URLError, OSError, HTTPException) as trouble:
        reason = getattr(trouble, "reason", None) or f"{type(trouble).__name__} {trouble}".strip()
        if isinstance(reason, ssl.SSLError):
            known = isinstance(reason, ssl.SSLCertVerificationError)
            return "" if known else _without_tls(shop_file.address)  # the browser decides about certificates
        if isinstance(reason, ConnectionError) and (why := _without_tls(shop_file.address)):
            return why
        return str(reason)
    return ""


def _without_tls(address: Address) -> str:
    """Return what to say when a port that was asked for https answers plain http; else nothing. No key goes with it."""
    plain = f"http://{address.host}:{address.port}/"
    if address.scheme != "https":
        return ""
    try:
        build_opener(_Stay).open(plain, timeout=_PLAIN_WITHIN_S).close()
    except HTTPError as answer:
        if answer.code == _OFTEN_TLS or str(answer.headers.get("Location")).startswith("https:"):
            return ""
    except (OSError, HTTPException, ValueError):
        return ""
    return f"its port speaks no TLS, and plain http answers there. Try {plain}"


class _Stay(HTTPRedirectHandler):
    """Leaves a redirect as it is: it may lead to a host that is not allowed."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> None:
        return None
