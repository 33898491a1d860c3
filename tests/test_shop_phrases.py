"""What shops say is understood in every language of the data, and the data is held to one shape."""

from __future__ import annotations

import pytest

from mystery_shopper.errors import DataError
from mystery_shopper.shop.phrases import best, plain, read_vocabulary, says, vocabularies

CONTROLS = (
    "add-to-basket",
    "checkout",
    "place-order",
    "pay",
    "continue",
    "basket",
    "log-in",
    "guest",
    "reject-cookies",
    "accept-cookies",
)


@pytest.mark.parametrize(
    ("text", "lang", "key"),
    [
        ("Add to basket", "en", "add-to-basket"),
        ("Buy it \u2013 add to cart ($5.00)", "en", "add-to-basket"),
        ("In den Warenkorb", "de", "add-to-basket"),
        ("AJOUTER AU PANIER", "fr", "add-to-basket"),
        ("A\u00f1adir a la cesta", "es", "add-to-basket"),
        ("Aggiungi al carrello", "it", "add-to-basket"),
        ("Basket (3)", "en", "basket"),
        ("Mon panier", "fr", "basket"),
        ("Proceed to checkout", "en", "checkout"),
        ("Zur Kasse", "de", "checkout"),
        ("Place order", "en", "place-order"),
        ("Zahlungspflichtig bestellen", "de", "place-order"),
        ("Pay \u00a345.90", "en", "pay"),
        ("Payer 19,45 \u20ac", "fr", "pay"),
        ("Continue to payment", "en", "continue"),
        ("Continuer vers le paiement", "fr", "continue"),
        ("Continue as guest", "en", "guest"),
        ("Se connecter", "fr", "log-in"),
        ("Nur notwendige Cookies verwenden", "de", "reject-cookies"),
        ("Tout accepter", "fr", "accept-cookies"),
        ("Do koszyka", "pl", "add-to-basket"),
        ("Zamawiam z obowi\u0105zkiem zap\u0142aty", "pl", "place-order"),
        ("In winkelwagen", "nl", "add-to-basket"),
        ("Bestelling plaatsen", "nl", "place-order"),
        ("Afrekenen", "nl", "checkout"),
        ("Adicionar ao carrinho", "pt", "add-to-basket"),
        ("Confirmar encomenda", "pt", "place-order"),
        ("Ordina e paga", "it", "place-order"),
        ("Tramitar pedido", "es", "checkout"),
        ("Realizuj zakup", "pl", "checkout"),
        ("Auschecken", "de", "checkout"),
        ("Passer au paiement", "fr", "continue"),
        ("Kies een bezorgmoment", "nl", "continue"),
        ("Choose a delivery slot", "en", "continue"),
        ("Wybierz termin dostawy", "pl", "continue"),
        ("Pagar pedido", "es", "checkout"),
        ("Finalizar a compra", "pt", "checkout"),
        ("Bestelling plaatsen met betaalverplichting", "nl", "place-order"),
    ],
)
def test_the_words_on_a_button_mean_one_thing(text: str, lang: str, key: str) -> None:
    assert best(CONTROLS, text, lang)[0] == key


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("add-to-basket", "Add to wish list"),
        ("basket", "Add to basket"),
        ("pay", "Continue to payment"),
        ("total", "Subtotal"),
        ("place-order", "Order status"),
        ("search", "Research"),
        ("confirmation", "Thank you for visiting"),
        ("continue", "Continue shopping"),
    ],
)
def test_a_phrase_within_other_words_means_nothing(key: str, text: str) -> None:
    assert says(key, text, "en") == 0


@pytest.mark.parametrize(
    ("key", "text", "lang"),
    [
        ("returns", "Herroepingsrecht", "nl"),
        ("returns", "Droit de rétractation", "fr"),
        ("returns", "Diritto di recesso", "it"),
        ("returns", "Prawo do odstąpienia od umowy", "pl"),
        ("costs-money", "Bestelling plaatsen met betaalverplichting", "nl"),
        ("costs-money", "Ordine con obbligo di pagare", "it"),
        ("reject-cookies", "Alleen technisch noodzakelijke", "nl"),
        ("total", "Szacowana suma", "pl"),
        ("total", "Eindbedrag", "nl"),
        ("order-number", "Potwierdzenie nr XKJ8V2Q4M", "pl"),
    ],
)
def test_the_words_that_the_law_and_the_makers_of_shops_have_are_known(key: str, text: str, lang: str) -> None:
    assert says(key, text, lang) > 0.7


@pytest.mark.parametrize(
    ("key", "text", "lang"),
    [
        ("place-order", "Process order", "en"),
        ("place-order", "Start subscription", "en"),
        ("continue", "Use selected address", "en"),
        ("guest", "Skip sign in", "en"),
        ("place-order", "Jetzt zahlungspflichtig buchen", "de"),
        ("continue", "Zur Bestellübersicht", "de"),
        ("confirmation", "Herzlichen Dank für Ihre Bestellung", "de"),
        ("place-order", "Finaliser mon achat", "fr"),
        ("checkout", "Poursuivre ma commande", "fr"),
        ("checkout", "Iniciar compra", "es"),
        ("checkout", "Continuar al pago", "es"),
        ("place-order", "Completar compra", "es"),
        ("add-to-basket", "Agregar a la bolsa", "es"),
        ("confirmation", "¡Plaza reservada!", "es"),
        ("place-order", "Ordina con obbligo di pagamento", "it"),
        ("place-order", "Invia l'ordine", "it"),
        ("checkout", "Concludi l'acquisto", "it"),
        ("fields.personal-number", "C.F.", "it"),
        ("fields.tax-number", "P.IVA", "it"),
        ("place-order", "Bestellen met betaalplicht", "nl"),
        ("place-order", "Bevestig en betaal", "nl"),
        ("add-to-basket", "Bestel nu", "nl"),
        ("confirmation", "Dankjewel voor je bestelling", "nl"),
        ("fields.email-again", "Bevestig e-mailadres", "nl"),
        ("place-order", "Potwierdzam zamówienie", "pl"),
        ("place-order", "Kupuję z obowiązkiem zapłaty", "pl"),
        ("guest", "Zamówienie bez logowania", "pl"),
        ("choose-store", "Wybierz paczkomat", "pl"),
        ("out-of-stock", "Brak towaru", "pl"),
        ("continue", "Ir para a Entrega", "pt"),
        ("place-order", "Confirmar pagamento", "pt"),
        ("place-order", "Gerar Pix", "pt"),
        ("checkout", "Fechar compra", "pt"),
        ("confirmation", "Recebemos o seu pedido", "pt"),
        ("search-query", "O que você está procurando?", "pt"),
        ("fields.card-name", "Nome e sobrenome como está no cartão", "pt"),
    ],
)
def test_the_words_of_other_makers_of_shops_are_known(key: str, text: str, lang: str) -> None:
    assert says(key, text, lang) > 0.7


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Your payment was cancelled.", "en"),
        ("Ihre Zahlung wurde abgebrochen.", "de"),
        ("Votre paiement a été annulé.", "fr"),
        ("El pago ha sido cancelado.", "es"),
        ("Il pagamento è stato annullato.", "it"),
        ("De betaling is mislukt of geannuleerd. Probeer het opnieuw.", "nl"),
        ("Płatność została anulowana.", "pl"),
        ("O pagamento foi cancelado.", "pt"),
    ],
)
def test_a_payment_that_came_to_nothing_is_told_in_every_language(text: str, lang: str) -> None:
    assert says("declined", text, lang) > 0


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("Acconsento al trattamento dei dati per finalità di marketing (facoltativo)", "it", "newsletter"),
        ("Ho preso visione dell'informativa sulla privacy ai sensi del GDPR", "it", "terms"),
        ("Wyrażam zgodę na otrzymywanie informacji handlowych na podany adres e-mail.", "pl", "newsletter"),
        ("Wyrażam zgodę na przetwarzanie danych osobowych w celu realizacji zamówienia", "pl", "terms"),
        ("Wyrażam zgodę na przetwarzanie danych osobowych w celach marketingowych", "pl", "newsletter"),
        ("Quero receber e-mails com promoções.", "pt", "newsletter"),
        ("Ja, houd mij op de hoogte van aanbiedingen", "nl", "newsletter"),
        ("Deseo recibir ofertas y novedades", "es", "newsletter"),
    ],
)
def test_what_must_be_agreed_to_is_told_from_what_may_be(text: str, lang: str, kind: str) -> None:
    assert best(("terms", "newsletter", "paid-extra"), text, lang)[0] == kind


def test_a_phrase_alone_is_surer_than_one_among_others() -> None:
    assert says("checkout", "Checkout", "en") == 1
    assert 0.6 < says("checkout", "Go on and checkout with us", "en") < 1


def test_the_pages_own_language_counts_in_full_and_others_a_little_less() -> None:
    assert says("add-to-basket", "In den Warenkorb", "de-AT") == 1
    assert 0.8 < says("add-to-basket", "In den Warenkorb", "en") < 1
    assert says("add-to-basket", "In den Warenkorb") == 1


def test_capitals_accents_digits_and_signs_do_not_matter() -> None:
    assert plain("  Gr\u00f6\u00dfe: 42 \u2014 JETZT!") == "grosse jetzt"


@pytest.mark.parametrize("lang", sorted(vocabularies()))
def test_every_language_says_what_a_purchase_needs(lang: str) -> None:
    said = vocabularies()[lang].phrases
    needed = {key for key in vocabularies()["en"].phrases if not key.startswith("fields.")}
    optional = {"tax-excluded", "country-gate", "confirm-country"}
    assert needed - optional <= set(said)
    assert {
        f"fields.{each}"
        for each in ("given-name", "family-name", "email", "street", "city", "postcode", "country", "card-number")
    } <= set(said)


def test_a_language_file_that_is_no_yaml_is_named_with_its_line() -> None:
    with pytest.raises(DataError, match=r"xx\.yaml:\d+: is not YAML"):
        read_vocabulary("xx.yaml", "search: a\n  basket: [")


def test_phrases_must_be_parted_by_commas() -> None:
    with pytest.raises(DataError, match=r"xx\.yaml: 'search' must be phrases parted by commas, not \['find'\]"):
        read_vocabulary("xx.yaml", "search: [find]")


def test_an_unknown_meaning_names_the_nearest_one() -> None:
    with pytest.raises(KeyError, match="Did you mean 'add-to-basket'"):
        says("add-to-baskett", "Add", "en")


@pytest.mark.parametrize(
    ("key", "text", "lang"),
    [
        ("order-number", "Bestätigungsnr. 7FQ2K9XLM", "de"),
        ("order-number", "Numer Twojego zamówienia: 27974", "pl"),
        ("next-steps", "Un reçu part à l\u2019instant vers anne@example.com", "fr"),
        ("next-steps", "Hemos enviado la confirmación a ana@example.com", "es"),
        ("next-steps", "Een bevestiging is gestuurd naar anne@example.com", "nl"),
        ("subtotal", "Kwota", "pl"),
        ("total", "Kwota do zapłaty", "pl"),
        ("fields.house-number", "Numer domu i mieszkania", "pl"),
        ("one-more", "Add one", "en"),
        ("without", "Nee", "nl"),
        ("day", "Dzień dostawy", "pl"),
        ("next-page", "Następny miesiąc", "pl"),
    ],
)
def test_what_shops_of_many_makes_say_is_understood(key: str, text: str, lang: str) -> None:
    assert says(key, text, lang) > 0.6


def test_a_street_with_its_numbers_in_one_line_is_no_house_number() -> None:
    assert not says("fields.house-number", "Ulica, numer domu i mieszkania", "pl")
