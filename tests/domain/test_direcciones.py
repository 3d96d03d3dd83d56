from __future__ import annotations

import pytest

from cobro_desktop.domain.direcciones import normalizar_direccion


@pytest.mark.parametrize(
    ("texto", "normal"),
    [
        ("Carrera 7a No. 8-09 Sur, Apto. 301", "KR 7A 8 09 SUR AP 301"),
        ("Cra. 7A # 8 - 09 sur apartamento 301", "KR 7A 8 09 SUR AP 301"),
        ("CALLE 26 N° 57-41 Torre 8 Piso 3", "CL 26 57 41 TO 8 PI 3"),
        ("Av. Cra 68 # 40-12", "AK 68 40 12"),
        ("Avenida Calle 26 # 57 - 41", "AC 26 57 41"),
        ("Transversal 3 bis A Este Nº 5 - 6 Int 2", "TV 3 BIS A ESTE 5 6 IN 2"),
        ("Vereda Fagua, casa 4", "VDA FAGUA CS 4"),
        ("", ""),
    ],
)
def test_two_spellings_of_a_place_are_equal(texto: str, normal: str) -> None:
    assert normalizar_direccion(texto) == normal


def test_what_is_normal_stays_so() -> None:
    once = normalizar_direccion("Diagonal 40 sur # 23-11, bloque 4")

    assert normalizar_direccion(once) == once
