"""A file of an older version of the program, brought up to the schema of this one."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.base_exportada import Escritor
from cobro_desktop.exchange.base_recibida import Lector
from cobro_desktop.services.base_entera.avance import TALLER, Avance
from cobro_desktop.storage import volcado
from cobro_desktop.storage.upgrade import REVISIONS, create_base, open_base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.storage.engine import Base


@contextmanager
def al_dia(origen: Lector, datos: Path, avance: Avance) -> Iterator[Lector]:
    """Give the rows of a file as this version of the program keeps them.

    An older one passes through a base of its own version, made beside the data and
    gone at the end, which the program brings up to date as any other.

    Raises:
        InvalidDataError: what it brings is no base of its version.
        StorageError: there is no room for it.
    """
    if origen.manifiesto.cabecera.revision == REVISIONS[-1]:
        yield origen
        return
    with tempfile.TemporaryDirectory(
        prefix=TALLER, dir=datos, ignore_cleanup_errors=True
    ) as folder:
        place = Path(folder)
        _cargar(origen, place, avance)
        _exportar(origen, place, avance)
        with Lector(_archivo(place)) as lector:
            yield lector


def _archivo(place: Path) -> Path:
    return place / "base.zip"


def _cargar(origen: Lector, place: Path, avance: Avance) -> None:
    """Write the rows in a base of their version."""
    base = create_base(place, origen.manifiesto.cabecera.revision)
    try:
        _llenar(origen, base, avance)
    finally:
        base.close()


def _llenar(origen: Lector, base: Base, avance: Avance) -> None:
    parts = {parte.nombre: parte for parte in origen.manifiesto.tablas}
    with base.write.begin() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        tables = volcado.tablas_de(connection)
        if parts.keys() != {tabla.name for tabla in tables}:
            message = (
                "El archivo no es coherente: sus tablas no son las de su versión del "
                "programa. No se importó nada."
            )
            raise InvalidDataError(message)
        for tabla in tables:
            parte = parts[tabla.name]
            rows = avance.contar(origen.filas(parte), f"Se pone al día «{tabla.name}»")
            columnas = volcado.en_el_orden(tabla, parte.columnas)
            volcado.cargar(connection, columnas, rows)
        volcado.asentar(connection)


def _exportar(origen: Lector, place: Path, avance: Avance) -> None:
    """Bring that base up to date, and write its rows again."""
    base = open_base(place)
    try:
        with base.read() as session, Escritor(_archivo(place)) as escritor:
            connection = session.connection()
            for tabla in volcado.tablas():
                avance.decir(f"Se pone al día «{tabla.name}»")
                rows = volcado.filas_de(connection, tuple(tabla.columns))
                escritor.tabla(tabla.name, volcado.columnas_de(tabla), rows)
            escritor.contenido(())
            escritor.cerrar(origen.manifiesto.cabecera)
    finally:
        base.close()
