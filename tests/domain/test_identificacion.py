from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.identificacion import (
    Identificacion,
    TipoDocumento,
    leer_identificacion,
    leer_tipo,
    nit_dv,
)


@pytest.mark.parametrize(
    ("numero", "dv"),
    [
        ("800191045", 1),
        ("41261533", 2),
        ("899999061", 9),
        ("860002964", 4),
        ("890903938", 8),
        ("1020304050", 8),
    ],
)
def test_t_11_1_check_digit_of_a_nit(numero: str, dv: int) -> None:
    assert nit_dv(numero) == dv


@given(st.integers(0, 10**15 - 1))
def test_a_check_digit_follows_the_weights_of_the_order(number: int) -> None:
    weights = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
    total = 0
    for position, digit in enumerate(reversed(str(number))):
        total += int(digit) * weights[position]
    rest = total % 11

    assert nit_dv(str(number)) == (rest if rest < 2 else 11 - rest)


@pytest.mark.parametrize("numero", ["", "89.1", "12a", "1" * 16, "-1", "１２"])
def test_a_check_digit_needs_digits(numero: str) -> None:
    with pytest.raises(InvalidDataError, match="no es un NIT"):
        nit_dv(numero)


@pytest.mark.parametrize(
    ("escrito", "tipo", "por_omision", "expected"),
    [
        ("NIT 890361405-7", None, None, ("NIT", "890361405", 7)),
        ("Nit. 890.361.405 - 7", None, None, ("NIT", "890361405", 7)),
        ("890361405 DV 7", None, None, ("NIT", "890361405", 7)),
        ("890.361.405–7", None, "CC", ("CC", "890361405", None)),
        (890361405.0, None, "NIT", ("NIT", "890361405", 7)),
        (890361405, None, None, ("NIT", "890361405", 7)),
        ("8903614057", None, "NIT", ("NIT", "890361405", 7)),
        ("008903614057", None, None, ("NIT", "890361405", 7)),
        ("1020304050", None, "NIT", ("NIT", "1020304050", 8)),
        ("1.298.882.952", "C.C.", None, ("CC", "1298882952", None)),
        ("1.298.882.952,00", None, "CC", ("CC", "1298882952", None)),
        ("52’123.460", None, "CC", ("CC", "52123460", None)),
        ("1,298882952E+09", None, "CC", ("CC", "1298882952", None)),
        ("CC 1.023.576.232", None, None, ("CC", "1023576232", None)),
        ("C.C. No. 1.023.576.232 de Bogotá", None, None, ("CC", "1023576232", None)),
        ("Cédula N° 75669673", None, None, ("CC", "75669673", None)),
        (" 75669673", None, "CC", ("CC", "75669673", None)),
        ("75\u00a0669\u00a0673", None, "CC", ("CC", "75669673", None)),
        ("'0075669673", None, "CC", ("CC", "75669673", None)),
        (614094676.0, "Cédula de ciudadanía", None, ("CC", "614094676", None)),
        ("614094676.0", "13", None, ("CC", "614094676", None)),
        ("6.14094676E8", "CC", None, ("CC", "614094676", None)),
        ("1-023-576-232", "CC", None, ("CC", "1023576232", None)),
        ("810.448.267", "CC", None, ("CC", "810448267", None)),
        ("ab 123456", "Pasaporte", None, ("PA", "AB123456", None)),
        ("PPT 5123456", None, None, ("PPT", "5123456", None)),
        ("908765432101234", "P.E.P.", None, ("PEP", "908765432101234", None)),
        ("00010112345", "Tarjeta de identidad", None, ("TI", "00010112345", None)),
        ("NIT 890361405-7", "CC", None, ("NIT", "890361405", 7)),
    ],
)
def test_reads_what_people_write(
    escrito: str | float,
    tipo: str | None,
    por_omision: str | None,
    expected: tuple[str, str, int | None],
) -> None:
    default = TipoDocumento(por_omision) if por_omision else None

    read = leer_identificacion(escrito, tipo, por_omision=default)

    assert (read.tipo.value, read.numero, read.dv) == expected


@pytest.mark.parametrize(
    "escrito",
    [
        "",
        "   ",
        "EN TRÁMITE",
        "0",
        "000",
        "12a456",
        "123/456",
        "1" * 16,
        12.5,
        "1,3E+09",
    ],
)
@pytest.mark.parametrize("tipo", [None, "NIT", "CC"])
def test_refuses_what_is_no_document(escrito: str | float, tipo: str | None) -> None:
    with pytest.raises(InvalidDataError, match=r"documento\."):
        leer_identificacion(escrito, tipo)


@pytest.mark.parametrize("escrito", ["EN TRÁMITE", "A" * 21 + "1", "0000", "AB#12"])
def test_refuses_what_is_no_passport(escrito: str) -> None:
    with pytest.raises(InvalidDataError, match=r"documento\."):
        leer_identificacion(escrito, "PA")


def test_a_wrong_check_digit_is_a_warning_and_the_right_one_stays() -> None:
    read = leer_identificacion("NIT 890361405-5")

    assert read == Identificacion(TipoDocumento.NIT, "890361405", 7)
    assert read.completa == "890361405-7"
    (warning,) = read.advertencias
    assert "(5) no corresponde a 890361405: es 7" in warning


def test_a_nit_of_ten_digits_that_does_not_check_stays_whole_with_a_warning() -> None:
    read = leer_identificacion("8903614055", "NIT")

    assert read.numero == "8903614055"


@pytest.mark.parametrize(
    ("escrito", "tipo", "word"),
    [
        ("12", "CC", "usual"),
        ("123456789012", "CC", "usual"),
        ("10101012345", "TI", "menor"),
        ("75669673", "carné de gimnasio", "No se reconoce"),
        ("75669673", None, "se tomó como CC"),
        ("8903614057", "NIT", "última cifra"),
    ],
)
def test_odd_documents_are_read_with_a_warning(
    escrito: str, tipo: str | None, word: str
) -> None:
    assert word in " ".join(leer_identificacion(escrito, tipo).advertencias)


def test_a_plain_cedula_has_no_warning_and_no_check_digit() -> None:
    read = leer_identificacion("75.669.673", "C.C.")

    assert read.advertencias == ()
    assert read.completa == "75669673"


@pytest.mark.parametrize("tipo", list(TipoDocumento))
def test_every_kind_reads_its_own_code(tipo: TipoDocumento) -> None:
    assert leer_tipo(tipo.value) is tipo
    assert leer_tipo(f" {tipo.value.lower()}. ") is tipo


def test_an_unknown_kind_is_none() -> None:
    assert leer_tipo("CC/NIT") is None


@given(st.integers(100, 10**10 - 1), st.sampled_from(["{}", " {:,} ", "C.C. {}"]))
def test_writing_a_cedula_in_any_way_reads_the_same(number: int, way: str) -> None:
    text = way.format(number).replace(",", ".")

    assert leer_identificacion(text, "CC").numero == str(number)
