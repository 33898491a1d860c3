"""Reading the mailbox over HTTP with the addresses and the JSON of Mailpit's REST API, as far as a shopper needs it.

Whatever reads this mailbox reads a company's own Mailpit too. Source of the shapes: Mailpit's published API, version 1.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from email.headerregistry import Address
from email.utils import parsedate_to_datetime
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from .inbox import Mail, Mailbox

SNIPPET = 250
"""Characters of the text that a list shows."""


def make_application(mailbox: Mailbox) -> Flask:
    """The API of one mailbox."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _add_lists(app, mailbox)
    _add_single(app, mailbox)
    app.register_error_handler(HTTPException, _problem)
    return app


def _add_lists(app: Flask, mailbox: Mailbox) -> None:
    @app.get("/api/v1/messages")
    def messages() -> Response:
        found = mailbox.mails()
        return _summary(found, found)

    @app.get("/api/v1/search")
    def search() -> Response:
        wanted = _wanted(request.args.get("query", ""))
        every = mailbox.mails()
        return _summary(every, [mail for mail in every if wanted(mail)])

    @app.delete("/api/v1/messages")
    def delete() -> Response:
        # Mailpit reads the body as JSON whatever its content type says.
        body: Any = request.get_json(force=True, silent=True)
        ids = body.get("IDs") if isinstance(body, dict) else None
        mailbox.delete(frozenset(map(str, ids)) if ids else None)
        return Response("ok", mimetype="text/plain")

    @app.delete("/api/v1/search")
    def delete_found() -> Response:
        wanted = _wanted(request.args.get("query", ""))
        found = frozenset(mail.id for mail in mailbox.mails() if wanted(mail))
        mailbox.delete(found)
        return Response("ok", mimetype="text/plain")


def _add_single(app: Flask, mailbox: Mailbox) -> None:
    @app.get("/api/v1/message/<mail_id>")
    def message(mail_id: str) -> Response:
        mail = _one(mailbox, mail_id)
        mail.read = True
        return jsonify(_whole(mail))

    @app.get("/api/v1/message/<mail_id>/raw")
    def raw(mail_id: str) -> Response:
        return Response(_one(mailbox, mail_id).raw, mimetype="text/plain")

    @app.get("/view/<mail_id>.html")
    def view(mail_id: str) -> Response:
        response = Response(_one(mailbox, mail_id).body("html"), mimetype="text/html")
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return response


def _one(mailbox: Mailbox, mail_id: str) -> Mail:
    mail = next((mail for mail in mailbox.mails() if mail_id in (mail.id, "latest")), None)
    if mail is None:
        abort(404, f"There is no message {mail_id!r}.")
    return mail


def _summary(every: list[Mail], found: list[Mail]) -> Response:
    start, limit = _number("start", 0), _number("limit", 50)
    shown = found[start : start + limit]
    return jsonify(
        total=len(every),
        unread=sum(not mail.read for mail in every),
        count=len(shown),
        messages_count=len(found),
        messages_unread=sum(not mail.read for mail in found),
        start=start,
        tags=[],
        messages=[_line(mail) for mail in shown],
    )


def _number(key: str, default: int) -> int:
    value = request.args.get(key, "")
    return int(value) if value.isascii() and value.isdigit() else default


def _line(mail: Mail) -> dict[str, Any]:
    text = " ".join(mail.body("plain").split())
    return {
        **_head(mail),
        "Read": mail.read,
        "Created": _stamp(mail.delivered),
        "Attachments": len(list(mail.message.iter_attachments())),
        "Snippet": text if len(text) <= SNIPPET else text[:SNIPPET] + "...",
    }


def _whole(mail: Mail) -> dict[str, Any]:
    return {
        **_head(mail),
        "ReturnPath": str(mail.message.get("Return-Path", "")).strip("<>"),
        "Date": _stamp(_sent(mail)),
        "ListUnsubscribe": {"Header": "", "Links": [], "Errors": "", "HeaderPost": ""},
        "Text": mail.body("plain"),
        "HTML": mail.body("html"),
        "Inline": [],
        "Attachments": [_attachment(part) for part in mail.message.iter_attachments()],
    }


def _head(mail: Mail) -> dict[str, Any]:
    senders = mail.addresses("From")
    return {
        "ID": mail.id,
        "MessageID": str(mail.message.get("Message-ID", "")).strip("<>"),
        "From": _person(senders[0]) if senders else {"Name": "", "Address": ""},
        "To": [_person(address) for address in mail.addresses("To")],
        "Cc": [_person(address) for address in mail.addresses("Cc")],
        "Bcc": [_person(address) for address in mail.blind()],
        "ReplyTo": [_person(address) for address in mail.addresses("Reply-To")],
        "Subject": mail.subject(),
        "Username": "",
        "Tags": [],
        "Size": len(mail.raw),
    }


def _attachment(part: Any) -> dict[str, Any]:
    content = part.get_payload(decode=True) or b""
    cid = str(part.get("Content-ID", "")).strip("<>")
    name, kind = part.get_filename() or "", part.get_content_type()
    return {"PartID": "", "FileName": name, "ContentType": kind, "ContentID": cid, "Size": len(content)}


def _person(address: Address) -> dict[str, str]:
    return {"Name": address.display_name, "Address": address.addr_spec}


def _sent(mail: Mail) -> datetime:
    try:
        return parsedate_to_datetime(str(mail.message["Date"]))
    except ValueError:
        return mail.delivered


def _stamp(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _wanted(query: str) -> Callable[[Mail], bool]:
    """A mail fits when it fits every term; a term is a filter such as to:ada@example.com, or part of the text."""
    reader = shlex.shlex(query, posix=True)
    reader.whitespace_split, reader.commenters, reader.quotes, reader.escape = True, "", '"', ""
    try:
        terms = list(reader)
    except ValueError:
        abort(400, f"The query {query!r} has a quotation mark without its partner.")
    if not terms:
        abort(400, "Error: no search query")
    tests = [_term(term) for term in terms]
    return lambda mail: all(test(mail) for test in tests)


def _term(term: str) -> Callable[[Mail], bool]:
    if len(term) > 1 and term[0] in "-!":
        inner = _term(term[1:])
        return lambda mail: not inner(mail)
    key, colon, value = term.lower().partition(":")
    if term.lower() in ("is:read", "is:unread"):
        return lambda mail: mail.read == (value == "read")
    if colon and key in _FILTERS:
        return lambda mail: value in _FILTERS[key](mail).lower()
    if colon and key in _UNSUPPORTED:
        abort(400, f"This mailbox has no filter {key!r}. It has: {', '.join(sorted(_FILTERS))}.")
    return lambda mail: term.lower() in _searched(mail).lower()


def _searched(mail: Mail) -> str:
    people = _listed([*mail.addresses("From"), *mail.addresses("To")])
    return f"{people} {mail.subject()} {mail.body('plain')}"


def _listed(addresses: list[Address]) -> str:
    return " ".join(f"{address.display_name} {address.addr_spec}" for address in addresses)


_FILTERS: dict[str, Callable[[Mail], str]] = {
    "to": lambda mail: _listed(mail.addresses("To")),
    "from": lambda mail: _listed(mail.addresses("From")),
    "cc": lambda mail: _listed(mail.addresses("Cc")),
    "bcc": lambda mail: _listed(mail.blind()),
    "reply-to": lambda mail: _listed(mail.addresses("Reply-To")),
    "subject": Mail.subject,
    "message-id": lambda mail: str(mail.message.get("Message-ID", "")),
}
_UNSUPPORTED = frozenset({"after", "before", "tag", "has", "larger", "smaller", "addressed"})


def _problem(fault: HTTPException) -> Response:
    return Response(fault.description or "", fault.code, mimetype="text/plain")
