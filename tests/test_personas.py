"""Personas are read with care, and the shoppers drawn from them are coherent, harmless and always the same."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zoneinfo import available_timezones

import phonenumbers
import pytest
from faker import Faker
from faker.providers.person.pl_PL import Provider
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.errors import DataError, SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.personas import DEFAULTS, TRAITS, draw, find_persona, load_personas, read_personas
from mystery_shopper.personas.drawing import name_locale, name_shapes, street_locale
from mystery_shopper.presets import countries, devices, networks
from mystery_shopper.problems import Problem

ROOT = Path(__file__).parents[1]
SHIPPED = load_personas([ROOT / "personas"])
SMALLEST = "name: Ann\nstory: She shops.\nlocale: en-GB\n"
LANGUAGES = {
    "BR": "pt",
    "AT": "de",
    "BE": "nl",
    "CA": "fr",
    "CH": "fr",
    "DK": "da",
    "NO": "nb",
    "SE": "sv",
    "GR": "el",
    "UA": "uk",
    "JP": "ja",
}
ENGLISH = {"GB", "US", "IE", "AU", "NZ", "AE", "HK"}

everywhere = st.sampled_from(sorted(countries()))
pronouns = st.sampled_from(["she", "he", "they"])
seeds = st.integers(min_value=0, max_value=2**40)


def somebody(country: str = "GB", pronoun: str = "she") -> Persona:
    language = "en" if country in ENGLISH else LANGUAGES.get(country, country.lower())
    return dataclasses.replace(
        SHIPPED["calm-desktop"], country=country, locale=f"{language}-{country}", pronoun=pronoun
    )


def one_persona(folder: Path, content: str) -> Persona:
    (folder / "ann.yaml").write_text(content)
    return load_personas([folder])["ann"]


def problems_of(folder: Path, content: str) -> list[Problem]:
    (folder / "ann.yaml").write_text(content)
    problems: list[Problem] = []
    read_personas([folder], problems)
    return problems


# ---------------------------------------------------------------- the files


def test_the_shipped_personas_differ_in_what_can_be_measured() -> None:
    people = SHIPPED.values()
    assert len(people) >= 8
    for trait, kinds in {
        "locale": 4, "currency": 3, "device": 6, "network": 3, "cpu_slowdown": 3, "patience_s": 5, "typing_cps": 5,
        "input": 3, "reading": 2, "cookies": 2, "customer": 2, "card": 4, "forms": 2, "pronoun": 3,
    }.items():  # fmt: skip
        assert len({getattr(each, trait) for each in people}) >= kinds, trait


def test_every_trait_a_file_may_name_reaches_the_persona(tmp_path: Path) -> None:
    """A trait that nobody reads would be a lie: each one, changed alone, must change the persona."""
    other = {
        "name": "Bea", "story": "Other.", "pronoun": "he", "locale": "fr-FR", "country": "FR", "currency": "USD",
        "timezone": "Europe/Paris", "device": "laptop", "network": "slow-4g", "cpu": "2x", "patience": "3 s",
        "typing": "2", "pointing": "2", "thinking": "2", "reading": "skims", "input": "keyboard", "cookies": "rejects",
        "customer": "returning", "card": "visa-3ds", "forms": "types", "finds": "x", "persona": "bea",
        "zoom": "200%", "text": "150%", "motion": "reduced", "colours": "forced", "blocks": "trackers",
        "names": "apostrophe", "address": "flat", "phone": "international", "email": "tagged",
        "habits": "[compares]", "budget": "40",
        "perceives": "names", "typos": "6%", "aim": "2 mm",
        "vision": "tritanopia", "offline": "3 s", "parcel": "gift", "profile": "kept", "delivery": "fastest",
        "pays": "later",
    }  # fmt: skip
    assert set(other) == set(TRAITS)
    plain = one_persona(tmp_path, SMALLEST)
    for trait, value in other.items():
        kept = [each for each in SMALLEST.splitlines() if not each.startswith(f"{trait}:")]
        (tmp_path / "ann.yaml").write_text("\n".join([*kept, f"{trait}: {value}"]))
        [changed] = load_personas([tmp_path]).values()
        assert dataclasses.replace(changed, source=plain.source) != plain, trait


def test_what_a_file_leaves_out_has_its_documented_default(tmp_path: Path) -> None:
    ann = one_persona(tmp_path, SMALLEST)
    assert (ann.pronoun, ann.patience_s, ann.typing_cps, ann.reading) == ("they", 10, 5, "reads")
    assert (ann.country, ann.currency, ann.timezone) == ("GB", "GBP", "Europe/London")
    assert (ann.device, ann.network, ann.input, ann.forms) == (devices()["desktop"], None, "mouse", "autofill")
    assert ann.card == DEFAULTS["card"]
    assert ann.source == f"{tmp_path}/ann.yaml:1"


def test_currency_and_timezone_follow_the_country_and_input_the_device(tmp_path: Path) -> None:
    ann = one_persona(tmp_path, SMALLEST + "country: US\ndevice: pixel-7\nnetwork: slow-4g\n")
    assert (ann.currency, ann.timezone, ann.input) == ("USD", "America/Chicago", "touch")
    assert ann.network == networks()["slow-4g"]


@pytest.mark.parametrize(
    ("name", "latency", "down", "up"),
    [
        ("slow-4g", 150, 1638.4, 750),  # Lighthouse, core/config/constants.js
        ("cable", 28, 5000, 1000),  # WebPageTest, connectivity.ini.sample
        ("3g-slow", 400, 400, 400),
    ],
)
def test_the_lines_are_the_published_ones(name: str, latency: float, down: float, up: float) -> None:
    line = networks()[name]
    assert (line.latency_ms, line.down_kbps, line.up_kbps) == (latency, down, up)


def test_every_line_and_device_is_on_the_page_about_personas() -> None:
    page = (ROOT / "docs" / "personas.md").read_text()
    assert [each for each in (*networks(), *devices()) if f"`{each}`" not in page] == []


def test_a_device_and_a_network_can_be_described(tmp_path: Path) -> None:
    ann = one_persona(
        tmp_path,
        SMALLEST + "device: {width: 300, height: 500, scale: 2, touch: yes}\nnetwork: {latency: 90 ms, down: 2 Mbps, "
        "up: 500}\n",
    )
    assert (ann.device.width, ann.device.scale, ann.device.touch) == (300, 2.0, True)
    assert ann.network is not None
    assert (ann.network.latency_ms, ann.network.down_kbps, ann.network.up_kbps) == (90, 2000, 500)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("patients: 8 s", "4: persona 'ann' has unknown key 'patients'. Did you mean 'patience'? Valid: persona, name"),
        ("device: pixel-8", "4: persona 'ann': 'device' is 'pixel-8', which is no known device. Did you mean 'pixel-"),
        ("network: slow-3g", "4: persona 'ann': 'network' is 'slow-3g', which is no known network. Did you mean"),
        ("network: {latency: 1, down: 3, u: 1}", "4: persona 'ann': 'network' has unknown key 'u'. Did you mean 'up'?"),
        ("country: UK", "4: persona 'ann': 'country' is 'UK'; the ISO code of the United Kingdom is `GB`."),
        ("country: VA", "4: persona 'ann': 'country' is 'VA', whose addresses are not known."),
        ("country: Germany", "'country' is 'Germany', which is no ISO code. Did you mean 'DE'? Valid: AE, AT,"),
        (
            "currency: Euro",
            "'currency' is 'Euro'; expected an ISO 4217 code such as `EUR`, `GBP` or `USD`. Did you mean ",
        ),
        ("device:", "'device' is empty; expected one of: desktop, laptop,"),
        ("card: visa", "Did you mean 'visa-approved'?"),
        ("budget: 1_000", "'budget' is '1_000'; expected a number such as `40`."),
        ("patience: -3 s", "4: persona 'ann': 'patience' is -3 s; it must lie between 1 s and 600 s."),
        (
            'card: "4111 1111 1111 1111"',
            "'card' is a number, and a card is named. Write its name, such as `visa-approved`",
        ),
        ("currency: XXX", "4: persona 'ann': 'currency' is 'XXX'; expected an ISO 4217 code such as `EUR`"),
        ("currency: xau", "4: persona 'ann': 'currency' is 'xau'; expected an ISO 4217 code such as `EUR`"),
        ("currency: EURO", "4: persona 'ann': 'currency' is 'EURO'; expected an ISO 4217 code such as `EUR`"),
        ("timezone: Europe/Pariss", "'timezone' is 'Europe/Pariss', which is no IANA time zone. Did you mean 'Europe/"),
        ("card: visa-aproved", "'card' is 'visa-aproved', which is no test card. Did you mean 'visa-approved'?"),
        ("cpu: 0.5x", "'cpu' is 0.5x; it must lie between 1x and 20x."),
        ("patience: 0", "'patience' is 0 s; it must lie between 1 s and 600 s."),
        ("input: keyboard\naim: 2 mm", "5: persona 'ann': 'aim' would do nothing, because who uses the keyboard alone"),
        ("perceives: names\npointing: 1 s", "5: persona 'ann': 'pointing' would do nothing"),
        ("input: touch", "4: persona 'ann': 'input' is 'touch', but the device 'desktop' cannot be touched."),
        ("pronoun: her", "'pronoun' is 'her'. Did you mean 'she'? Valid: she, he, they."),
        ("pronoun: Their", "'pronoun' is 'Their'. Did you mean 'they'?"),
        ("pronoun: it", "'pronoun' is 'it'. Valid: she, he, they."),
    ],
)
def test_a_mistake_says_where_what_and_what_instead(tmp_path: Path, line: str, expected: str) -> None:
    found = problems_of(tmp_path, f"{SMALLEST}{line}\n")
    assert any(expected in f"{each.line}: {each.text}" for each in found)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("xx-QQ", "expected a language and a country such as `en-GB`"),
        ("en", "names no country. Add one, as in `en-GB`"),
        ("en-XX", "There is no country 'XX'."),
        (
            "en-ZZ",
            "'locale' is 'en-ZZ'; expected a language and a country such as `en-GB` or `fr-FR`. There is no coun",
        ),
        ("en-UK", "Did you mean 'en-GB'?"),
        ("NO", "'locale' is 'NO' and names no country. Add one"),
        ("Klingon", "'locale' is 'Klingon'; expected a language and a country such as `en-GB` or `fr-FR`."),
        ("German", "Did you mean 'de-DE'?"),
        ("es-AR", "'locale' is 'es-AR' with the country 'AR', whose addresses are not known. Valid: AE, AT,"),
    ],
)
def test_a_locale_needs_a_language_that_exists_and_a_country(tmp_path: Path, locale: str, expected: str) -> None:
    [problem] = problems_of(tmp_path, SMALLEST.replace("en-GB", locale))
    assert expected in problem.text


@pytest.mark.parametrize("second", ["persona: ann\nname: Bea", "persona: bea\nname: ANN"])
def test_two_personas_of_one_name_are_refused_with_both_places(tmp_path: Path, second: str) -> None:
    (tmp_path / "bea.yaml").write_text(f"# second\n{second}\nstory: x\nlocale: en-GB\n")
    [problem] = problems_of(tmp_path, SMALLEST)
    assert f"{tmp_path}/bea.yaml:2: two personas have the" in str(problem)
    assert f"the other is at {tmp_path}/ann.yaml:1. Rename one." in str(problem)


def test_a_file_name_that_cannot_be_an_id_is_told(tmp_path: Path) -> None:
    (tmp_path / "Ann Lee.yaml").write_text(SMALLEST)
    with pytest.raises(DataError, match=r"Ann Lee\.yaml: .* Rename the file: ann-lee\.yaml, or add a line `persona: "):
        load_personas([tmp_path])


def test_loading_raises_the_first_mistake_and_counts_the_rest(tmp_path: Path) -> None:
    (tmp_path / "ann.yaml").write_text("name: Ann\nlocale: en-GB\nfoo: 1\nbar: 2\n")
    with pytest.raises(DataError, match=r"ann\.yaml:3: .*'foo'.*\(and 2 more: run `mystery-shopper check`"):
        load_personas([tmp_path])


@pytest.mark.parametrize("wanted", ["hurried-phone", "Hurried-Phone", "amelie, between two trains", "Amelie"])
def test_a_persona_is_found_by_id_or_name_whatever_the_case(wanted: str) -> None:
    assert find_persona(SHIPPED, wanted).id == "hurried-phone"


def test_an_unknown_persona_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"'hurried-fone'\. Did you mean 'hurried-phone'") as told:
        find_persona(SHIPPED, "hurried-fone")
    assert str(told.value).endswith(f" and {len(SHIPPED) - 8} more, whom `mystery-shopper personas` shows.")
    assert len(str(told.value)) < 250


# ---------------------------------------------------------------- the shoppers


@given(everywhere, pronouns, seeds)
def test_address_and_phone_belong_together(country: str, pronoun: str, seed: int) -> None:
    drawn = draw(somebody(country, pronoun), seed)
    known = countries()[country]
    [place] = [each for each in known.places if (each.city, each.postcode) == (drawn.city, drawn.postcode)]
    assert drawn.region == place.region
    assert drawn.country == country
    assert re.fullmatch(re.escape(place.phone or known.phone).replace(r"\#", r"\d"), drawn.phone)
    assert re.search(r"\d", drawn.street)


@given(everywhere, seeds)
def test_both_forms_of_the_phone_are_one_number_that_a_strict_form_accepts(country: str, seed: int) -> None:
    drawn = draw(somebody(country), seed)
    national = phonenumbers.parse(drawn.phone, country)
    assert national == phonenumbers.parse(drawn.phone_international)
    assert phonenumbers.is_valid_number_for_region(national, country)


@given(st.sampled_from(["US", "CA"]), seeds)
def test_north_american_numbers_are_fictitious_and_in_the_right_area(country: str, seed: int) -> None:
    from phonenumbers import geocoder

    drawn = draw(somebody(country), seed)
    assert re.fullmatch(r"\(\d{3}\) 555-01\d\d", drawn.phone)
    area = geocoder.description_for_number(phonenumbers.parse(drawn.phone, country), "en")
    assert drawn.region in area or drawn.city in area or area.endswith(code_of(country, drawn.region))


def code_of(country: str, region: str) -> str:
    return next(each.code for each in countries()[country].places if each.region == region)


@pytest.mark.parametrize(("country", "zones"), [("US", 4), ("CA", 5), ("AU", 6), ("GB", 1)])
def test_the_clock_is_that_of_the_place(country: str, zones: int) -> None:
    usual = dataclasses.replace(somebody(country), timezone=countries()[country].timezone)
    drawn = [draw(usual, seed) for seed in range(150)]
    assert len({each.timezone for each in drawn}) == zones
    assert len({(each.city, each.timezone) for each in drawn}) == len({each.city for each in drawn})
    assert {each.timezone for each in drawn} <= available_timezones()
    assert draw(dataclasses.replace(usual, timezone="Asia/Tokyo"), 1).timezone == "Asia/Tokyo"


POSTCODES = {
    "AT": r"\d{4}", "AU": r"\d{4}", "BE": r"\d{4}", "BR": r"\d{5}-\d{3}", "CA": r"[A-Z]\d[A-Z] \d[A-Z]\d",
    "CH": r"\d{4}", "DE": r"\d{5}", "DK": r"\d{4}", "ES": r"\d{5}", "FR": r"\d{5}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}",
    "IE": r"[A-Z]\d\d [A-Z\d]{4}", "IT": r"\d{5}", "NL": r"\d{4} [A-Z]{2}", "NO": r"\d{4}", "NZ": r"\d{4}",
    "PL": r"\d\d-\d{3}", "PT": r"\d{4}-\d{3}", "SE": r"\d{3} \d\d", "US": r"\d{5}",
    "GR": r"\d{3} \d\d", "UA": r"\d{5}", "JP": r"\d{3}-\d{4}", "AE": "", "HK": "",
}  # fmt: skip


@pytest.mark.parametrize("country", sorted(countries()))
def test_post_codes_have_their_countrys_form(country: str) -> None:
    places = countries()[country].places
    assert len(places) >= 4
    assert all(re.fullmatch(POSTCODES[country], each.postcode) for each in places)
    assert len({(each.city, each.postcode) for each in places}) == len(places)


@given(everywhere, pronouns, seeds)
def test_mail_can_reach_nobody_and_is_plain(country: str, pronoun: str, seed: int) -> None:
    drawn = draw(somebody(country, pronoun), seed)
    assert re.fullmatch(rf"([a-z0-9]+\.){{0,2}}{seed}@example\.com", drawn.email)


@given(everywhere, seeds)
def test_the_password_is_strong_and_not_printed(country: str, seed: int) -> None:
    drawn = draw(somebody(country), seed)
    assert len(drawn.password) == 16
    assert all(re.search(kind, drawn.password) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[-_.!]"))
    assert drawn.password not in repr(drawn)


@pytest.mark.parametrize(("pronoun", "kind", "other"), [("she", "female", "male"), ("he", "male", "female")])
def test_the_given_name_fits_the_pronoun(pronoun: str, kind: str, other: str) -> None:
    names = {draw(somebody("PL", pronoun), seed).given_name for seed in range(60)}
    assert names <= set(getattr(Provider, f"first_names_{kind}"))
    assert not names <= set(getattr(Provider, f"first_names_{other}"))


def test_a_family_name_is_inflected_where_the_language_does_so() -> None:
    family = {draw(somebody("PL", "she"), seed).family_name for seed in range(200)}
    assert not [each for each in family if each.endswith(("ski", "cki"))]


@given(everywhere, seeds)
def test_the_same_seed_draws_the_same_shopper_whatever_was_drawn_before(country: str, seed: int) -> None:
    first = draw(somebody(country), seed)
    random.seed(seed)
    Faker.seed(seed)
    draw(somebody("FR"), seed + 1)
    assert draw(somebody(country), seed) == first


def test_drawing_leaves_the_worlds_random_numbers_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    draw(somebody(), 5)
    assert random.random() == expected


def test_seeds_and_personas_draw_different_people() -> None:
    drawn = {
        draw(each, seed).email for each in (SHIPPED["calm-desktop"], SHIPPED["keyboard-only"]) for seed in range(9)
    }
    assert len(drawn) == 18


def test_another_process_draws_the_same_shopper() -> None:
    code = (
        "from pathlib import Path; from mystery_shopper.personas import draw, load_personas;"
        f"p = load_personas([Path({str(ROOT / 'personas')!r})]); i = draw(p['hurried-phone'], 7); print(i, i.password)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "99"},
    )
    here = draw(SHIPPED["hurried-phone"], 7)
    assert ran.stdout.strip() == f"{here} {here.password}"


def test_place_and_phone_do_not_change_between_versions() -> None:
    """Faker's lists may grow; what is our own must stay, or yesterday's report cannot be seen again."""
    drawn = draw(SHIPPED["calm-desktop"], 1)
    assert (drawn.city, drawn.postcode, drawn.phone) == ("Manchester", "M1 1AE", "0161 496 0542")
    assert drawn.phone_international == "+44 161 496 0542"


# ---------------------------------------------------------------- names and addresses that forms refuse

SHAPES = {
    "apostrophe": r".*'.*",
    "hyphen": r".+-.+",
    "accents": r".*[^\x00-\x7F].*",
    "particle": r".+ .+",
    "one-letter": r"\w",
    "two-letters": r"\w\w",
    "forty-letters": r".{40,44}",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("country", ["GB", "FR", "DE", "ES", "IT", "PT", "NL", "PL", "SE", "NO", "GR", "JP", "US"])
def test_a_name_has_the_shape_that_is_asked_for_in_every_country(country: str, shape: str) -> None:
    who = dataclasses.replace(somebody(country), names=shape)
    for seed in range(5):
        assert re.fullmatch(SHAPES[shape], draw(who, seed).family_name), draw(who, seed).family_name


def test_every_shape_is_tried() -> None:
    assert set(name_shapes()) == {"ordinary", *SHAPES}


def test_people_live_in_flats_and_behind_post_office_boxes() -> None:
    flat = draw(dataclasses.replace(somebody("DE"), address="flat"), 1)
    assert flat.line2 == "Hinterhaus, 3. OG links"
    assert re.search(r"\d", flat.street)
    box = draw(dataclasses.replace(somebody("FR"), address="po-box"), 1)
    assert re.fullmatch(r"BP \d{3,4}", box.street)
    assert box.line2 == ""


@pytest.mark.parametrize(
    ("locale", "flat", "box"),
    [
        ("en-US", "Apt 3B", "PO Box"),
        ("pt-BR", "Apto. 302", "Caixa Postal"),
        ("de-AT", "Stiege 2, Top 12", "Postfach"),
        ("nn-NO", "H0302", "Postboks"),
        ("pt-PT", "3.º Esq.", "Apartado"),
    ],
)
def test_an_address_is_written_as_in_its_country(locale: str, flat: str, box: str) -> None:
    who = dataclasses.replace(SHIPPED["calm-desktop"], locale=locale, country=locale[3:])
    assert draw(dataclasses.replace(who, address="flat"), 1).line2 == flat
    assert draw(dataclasses.replace(who, address="po-box"), 1).street.startswith(f"{box} ")


@pytest.mark.parametrize(
    ("locale", "names", "streets"),
    [
        ("it-CH", "it_IT", "de_CH"),
        ("ca-ES", "es_ES", "es_ES"),
        ("fr-BE", "fr_BE", "nl_BE"),
        ("ar-AE", "ar_AA", "en_GB"),
        ("rm-CH", "de_CH", "de_CH"),
        ("en-CA", "en", "en_CA"),
        ("fr-CA", "fr_CA", "fr_CA"),
        ("en-GB", "en_GB", "en_GB"),
    ],
)
def test_names_and_streets_are_of_a_language_that_is_spoken_there(locale: str, names: str, streets: str) -> None:
    """Where Faker has no data of a locale's own it takes American ones, without a word."""
    who = dataclasses.replace(SHIPPED["calm-desktop"], locale=locale, country=locale[3:])
    assert (name_locale(who), street_locale(who)) == (names, streets)


@pytest.mark.parametrize("country", sorted(countries()))
def test_nobody_is_called_as_in_another_country_for_want_of_names(country: str) -> None:
    who = somebody(country)
    assert importlib.util.find_spec(f"faker.providers.person.{name_locale(who)}")
    assert name_locale(who).partition("_")[0] in (who.locale.partition("-")[0], "no")


def test_phone_and_mail_are_written_as_the_persona_writes_them() -> None:
    usual, other = (
        draw(somebody("GB"), 1),
        draw(dataclasses.replace(somebody("GB"), phone="international", email="tagged"), 1),
    )
    assert other.phone == usual.phone_international
    assert other.phone.startswith("+44 ")
    assert other.email == usual.email.replace("@", "+shop@")


@pytest.mark.parametrize(
    ("country", "letters"), [("GR", "[\u0370-\u03ff]"), ("UA", "[\u0400-\u04ff']"), ("JP", "[\u3040-\u9fff]")]
)
def test_some_names_are_in_scripts_of_their_own(country: str, letters: str) -> None:
    drawn = draw(somebody(country), 3)
    assert re.fullmatch(f"{letters}+", drawn.family_name)
    assert re.fullmatch(r"3@example\.com", drawn.email)


def test_some_countries_have_no_post_code() -> None:
    assert {draw(somebody(each), 1).postcode for each in ("AE", "HK")} == {""}


def _cpf(number: str) -> bool:
    digits = [int(each) for each in re.sub(r"\D", "", number)]
    checks = [sum(each * (end + 1 - at) for at, each in enumerate(digits[:end])) * 10 % 11 % 10 for end in (9, 10)]
    return len(digits) == 11 and digits[9:] == checks


def _nif_of_spain(number: str) -> bool:
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number[:8]) % 23] == number[8:]


def _nif_of_portugal(number: str) -> bool:
    rest = sum(int(each) * (9 - at) for at, each in enumerate(number[:8])) % 11
    return len(number) == 9 and int(number[8]) == (0 if rest < 2 else 11 - rest)


@pytest.mark.parametrize(
    ("country", "right"),
    [
        ("BR", _cpf),
        ("ES", _nif_of_spain),
        ("PT", _nif_of_portugal),
        ("IT", lambda number: re.fullmatch(r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", number)),
        ("PL", lambda number: not number),
    ],
)
def test_the_number_of_a_person_is_right_where_shops_ask_for_it(country: str, right: Callable[[str], object]) -> None:
    numbers = [draw(somebody(country), seed).personal_number for seed in range(20)]
    assert all(right(each) for each in numbers), numbers
