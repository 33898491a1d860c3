"""A customer of the demo shop without a browser: follows redirects, keeps cookies, sends forms."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Any

from mystery_shopper.demo import DemoShop

APPROVED, NO_MONEY = "4242424242424242", "4000000000009995"
ADDRESS = {
    "country": "GB",
    "first_name": "Ann",
    "last_name": "O'Neill",
    "line1": "12 High Street",
    "city": "Leeds",
    "postcode": "LS1 4AP",
}


@dataclass(frozen=True)
class Answer:
    """One answer of the shop, after redirects."""

    status: int
    url: str
    body: str
    headers: Any

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    @property
    def text(self) -> str:
        """The page as it reads, without tags and with single spaces."""
        plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.body, flags=re.DOTALL)
        return re.sub(r"[\s\u00a0\u202f]+", " ", unescape(plain)).strip()

    def amounts(self) -> dict[str, Decimal]:
        """The sums of the page by their name, such as Items, Delivery, Total."""
        rows = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", self.body)
        return {unescape(name): amount(value) for name, value in rows}


def amount(text: str) -> Decimal:
    """Read an amount as the shop writes it."""
    return Decimal(re.sub(r"[^\d.]", "", unescape(text).replace(",", ".")))


class Customer:
    """Visits one demo shop in one language."""

    def __init__(self, demo: DemoShop, language: str = "en-GB") -> None:
        self.demo = demo
        self.language = language
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self._address(path), headers=headers))

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> Answer:
        """Send a form, with the token that a page of the shop gave."""
        if not self._token():
            self.get("/help/")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token(), **(data or {})}, doseq=True).encode()
        return self._ask(urllib.request.Request(self._address(path), body, headers))

    def put_in_basket(self, slug: str = "harbour-stoneware-mug", quantity: int = 1) -> Answer:
        """Put a product without sizes in the basket; returns the basket page."""
        found = re.search(r'name="product" value="(\d+)"', self.get(f"/product/{slug}/").body)
        assert found, slug
        return self.post("/basket/add/", {"product": found[1], "quantity": quantity})

    def to_payment(self, email: str = "ann@example.com", delivery: str = "standard", **address: str) -> Answer:
        """Go through the checkout as a guest, up to the payment page."""
        self.post("/checkout/", {"email": email})
        return self.post("/checkout/delivery/", {**ADDRESS, **address, "delivery": delivery})

    def pay(self, page: Answer, number: str = APPROVED) -> Answer:
        """Type a card into the provider's frame and send the page's form."""
        frame = re.search(r'src="([^"]*/frame/[^"]+)"', page.body)
        payment = re.search(r'name="payment" value="([^"]+)"', page.body)
        assert frame is not None
        assert payment is not None
        card = json.dumps({"number": number, "expiry": "12 / 34", "cvc": "123", "name": "Ann O'Neill"}).encode()
        with urllib.request.urlopen(
            urllib.request.Request(frame[1] + "/card", card, {"Content-Type": "application/json"})
        ) as answer:
            answer.read()
        return self.post("/checkout/payment/", {"payment": payment[1]})

    def buy(self, email: str = "ann@example.com", **address: str) -> Answer:
        """Buy a mug as a guest; returns the confirmation page."""
        self.put_in_basket()
        return self.pay(self.to_payment(email, **address))

    def mail(self, address: str) -> list[dict[str, Any]]:
        """Return the messages to an address, the newest first."""
        query = urllib.parse.urlencode({"query": f"to:{address}"})
        with urllib.request.urlopen(f"{self.demo.inbox_url}/api/v1/search?{query}") as answer:
            found = json.load(answer)["messages"]
        return [self._message(each["ID"]) for each in found]

    def _message(self, key: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.demo.inbox_url}/api/v1/message/{key}") as answer:
            message: dict[str, Any] = json.load(answer)
        return message

    def _address(self, path: str) -> str:
        return urllib.parse.urljoin(self.demo.url, path)

    def _token(self) -> str:
        return next((each.value or "" for each in self.jar if each.name == "csrftoken"), "")

    def _ask(self, request: urllib.request.Request) -> Answer:
        request.add_header("Accept-Language", self.language)
        try:
            with self._opener.open(request) as answer:
                return Answer(answer.status, answer.url, answer.read().decode(), answer.headers)
        except urllib.error.HTTPError as fault:
            with fault:
                return Answer(fault.code, fault.url or "", fault.read().decode(), fault.headers)
