"""What changes between two versions of a procedure, row by row."""

from __future__ import annotations

import pytest

from cobro_desktop.domain.correspondencia import proponer
from cobro_desktop.domain.diferencias import AGREGADA, RETIRADA, diferencias
from cobro_desktop.domain.procedimiento import Procedimiento
from cobro_desktop.services.procedimientos import load_catalogo, parse_procedimiento

CATALOGO = load_catalogo()
RNEC = CATALOGO.buscar("RJPD06")


def version_3(*cambios: tuple[str, str]) -> Procedimiento:
    texto = CATALOGO.texto(RNEC).replace("version = 2", "version = 3", 1)
    for before, after in cambios:
        assert before in texto, before
        texto = texto.replace(before, after)
    return parse_procedimiento(texto)


@pytest.mark.parametrize("procedimiento", CATALOGO.procedimientos, ids=str)
def test_a_version_is_like_itself(procedimiento: Procedimiento) -> None:
    pairs = proponer(procedimiento, procedimiento)
    assert {de: p.a for de, p in pairs.items()} == {
        id_: id_ for id_ in procedimiento.actividades
    }
    assert diferencias(procedimiento, procedimiento) == ()


def test_a_renumbered_activity_is_moved_and_not_taken_out() -> None:
    nueva = version_3(('\nid = "2"\n', '\nid = "2A"\n'), ('= "2"\n', '= "2A"\n'))
    found = diferencias(RNEC, nueva)
    assert [(d.numero, d.que) for d in found] == [("2 → 2A", "Número")]


def test_each_change_is_a_row_with_before_and_after() -> None:
    first = RNEC.actividades["1"]
    nueva = version_3((f'nombre = "{first.nombre}"', 'nombre = "Recibir el título"'))
    (found,) = diferencias(RNEC, nueva)
    assert (found.que, found.antes, found.despues) == (
        "Nombre",
        first.nombre,
        "Recibir el título",
    )
    assert first.nombre in found.texto


def test_an_activity_without_partner_is_new_or_taken_out() -> None:
    otra = CATALOGO.buscar("PA02-PR19")
    kinds = {d.que for d in diferencias(RNEC, otra) if d.numero}
    assert {AGREGADA, RETIRADA} <= kinds
