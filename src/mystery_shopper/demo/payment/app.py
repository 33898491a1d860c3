"""The payment provider's web application: the shop's API, the card form in the frame, and the bank's page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from .. import days
from ..config import DemoConfig
from .cards import Form, faults
from .ledger import ANSWERS, REQUIRES_ACTION, REQUIRES_CARD, BadOrder, Ledger, Payment
from .words import WORDS, language_of, money


def make_application(config: DemoConfig) -> Flask:
    """The provider of one run, served at `config.payment_url`; its bad days are read from `config.state`."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.extensions["ledger"] = ledger = Ledger()
    _add_api(app, ledger, config)
    _add_card_form(app, ledger, config)
    _add_bank(app, ledger, config)
    app.register_error_handler(HTTPException, _problem)
    return app


def _add_api(app: Flask, ledger: Ledger, config: DemoConfig) -> None:
    @app.post("/api/payments")
    def open_payment() -> tuple[Response, int]:
        try:
            payment = ledger.open(request.get_json())
        except BadOrder as fault:
            return jsonify(error=str(fault)), 400
        frame = config.payment_url + url_for("card_form", payment_id=payment.id)
        return jsonify({**payment.public(), "frame_url": frame}), 201

    @app.get("/api/payments/<payment_id>")
    def show_payment(payment_id: str) -> Response:
        return jsonify(_known(ledger, payment_id).public())


def _add_card_form(app: Flask, ledger: Ledger, config: DemoConfig) -> None:
    @app.get("/frame/<payment_id>")
    def card_form(payment_id: str) -> AnyResponse:
        payment = _known(ledger, payment_id)
        today = days.active(config.state)
        if "payment-frame-down" in today:
            abort(503)
        if payment.status == REQUIRES_ACTION:
            return redirect(url_for("bank", payment_id=payment.id))
        shut = "decline-dead-end" in today and ledger.declined_before(payment)
        return _page("card.html", payment, shut=shut)

    @app.post("/frame/<payment_id>/card")
    def charge(payment_id: str) -> Response:
        payment = _known(ledger, payment_id)
        form = Form(**{field: _text(field) for field in ("number", "expiry", "cvc", "name")})
        if payment.status == REQUIRES_CARD:
            wrong = faults(form, datetime.now(UTC).date())
            if wrong:
                words = WORDS[language_of(payment.locale)]
                return jsonify(errors={field: words[fault] for field, fault in wrong.items()})
            ledger.charge(payment, form.number, silent="decline-dead-end" in days.active(config.state))
        following = url_for("bank", payment_id=payment.id) if payment.status == REQUIRES_ACTION else ""
        return jsonify(status=payment.status, reason=payment.reason, next=following)


def _add_bank(app: Flask, ledger: Ledger, config: DemoConfig) -> None:
    @app.get("/bank/<payment_id>")
    def bank(payment_id: str) -> AnyResponse:
        payment = _known(ledger, payment_id)
        answers = () if "three-ds-hangs" in days.active(config.state) else tuple(ANSWERS)
        amount = money(payment.amount, payment.currency, payment.locale)
        return _page("bank.html", payment, answers=answers, amount=amount)

    @app.post("/bank/<payment_id>")
    def answer_bank(payment_id: str) -> Response:
        payment = _known(ledger, payment_id)
        answer = _text("answer")
        if answer not in ANSWERS:
            abort(400, f"'answer' is {answer!r}; it must be one of {', '.join(ANSWERS)}.")
        ledger.authenticate(payment, answer, silent="decline-dead-end" in days.active(config.state))
        return jsonify(status=payment.status, reason=payment.reason)


def _known(ledger: Ledger, payment_id: str) -> Payment:
    payment = ledger.get(payment_id)
    if payment is None:
        abort(404, f"There is no payment {payment_id!r}.")
    return payment


def _text(key: str) -> str:
    body: Any = request.get_json()
    value = body.get(key) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _page(template: str, payment: Payment, **context: Any) -> Response:
    language = language_of(payment.locale)
    response = Response(render_template(template, payment=payment, language=language, words=WORDS[language], **context))
    # Only the shop that ordered the payment may frame its form, and nothing on it is fetched from elsewhere.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {payment.parent_origin}"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _problem(fault: HTTPException) -> Response | HTTPException:
    """Errors of the API are JSON too; those of the pages stay pages."""
    if request.method == "GET" and not request.path.startswith("/api/"):
        return fault
    response = jsonify(error=fault.description)
    response.status_code = fault.code or 500
    return response
