"""The examples that ship with the formats are read whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.assets import assets
from cobro_desktop.exchange.formatos import Exige, codigos, load_formato
from cobro_desktop.exchange.lectura import errores, leer, mirar
from cobro_desktop.exchange.resultado import OpcionesLectura

EJEMPLOS = assets("resources") / "intercambio" / "ejemplos"
OPCIONES = OpcionesLectura(hoy=dt.date(2026, 11, 5))
FILAS = {
    "titulos": 5,
    "cartera": 2,
    "pagos": 2,
    "saldos": 2,
    "rnmc": 3,
    "cope": 3,
    "aplicativo": 3,
    "respuesta-sdh": 5,
    "siga": 2,
}


def test_every_format_has_an_example() -> None:
    shipped = {path.stem for path in EJEMPLOS.glob("*.csv")}
    assert shipped == set(FILAS) == set(codigos())


@pytest.mark.parametrize("codigo", FILAS)
def test_an_example_is_read_whole(codigo: str, tmp_path: Path) -> None:
    found = leer(EJEMPLOS / f"{codigo}.csv", codigo, OPCIONES, carpeta=tmp_path)

    assert list(errores(found)) == []
    assert (found.aceptadas, found.rechazadas) == (FILAS[codigo], 0)


@pytest.mark.parametrize("codigo", FILAS)
def test_a_look_at_an_example_finds_what_it_needs(codigo: str) -> None:
    seen = mirar(EJEMPLOS / f"{codigo}.csv", codigo, OPCIONES)

    needed = {
        campo.nombre
        for campo in load_formato(codigo).campos
        if campo.exige is Exige.SIEMPRE
    }
    sure = {c.campo for c in seen.columnas if c.campo and c.confianza >= 60}
    assert seen.faltan == ()
    assert needed <= sure
    assert len(seen.filas) == FILAS[codigo] + 1
