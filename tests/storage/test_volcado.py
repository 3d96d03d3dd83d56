from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.base_exportada import en_linea
from cobro_desktop.storage import volcado
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import EntidadRow, LoteRow, ParametroRow

NASTY = (
    "",
    " a\tb\nc\r\nd ",
    "\\N \\. \\t \\\\",
    "«ñÑ» ' \" ; -- % _ $1 {}",
    "null",
    "\u2028\u2029 \U0001f4c4 \u202e",
    "\x01\x1f\x7f",
)


def test_values_travel_as_they_are_to_each_database(any_base: Base) -> None:
    with any_base.write.begin() as session:
        connection = session.connection()
        assert volcado.esta_vacia(connection)
        session.add(EntidadRow(id=7, sigla="X", nombre="X"))
        session.flush()
        for number, text in enumerate(NASTY):
            session.add(
                ParametroRow(
                    clave=text,
                    valor=text,
                    desde=[dt.date.min, dt.date.max, None][number % 3],
                    verificado=bool(number % 2),
                    registrado_por=text,
                    registrado_en=dt.datetime(2026, 1, 2, 3, 4, 5, number, dt.UTC),
                )
            )
            session.add(
                LoteRow(
                    entidad_id=7,
                    tipo=text,
                    resumen={text: [text, 2**70, True, None]},
                    usuario=text,
                    hoy=dt.date(2026, 2, 28),
                    creado_en=dt.datetime(1999, 12, 31, tzinfo=dt.UTC),
                )
            )
        session.flush()
        tables = [row.__table__ for row in (EntidadRow, LoteRow, ParametroRow)]
        columns = [tuple(t.columns) for t in tables if isinstance(t, sa.Table)]
        before = [read(connection, each) for each in columns]
        for table in reversed(tables):
            session.execute(sa.text(f"DELETE FROM {table.description}"))
        assert volcado.preparar(connection)

        for each, lines in zip(columns, before, strict=True):
            volcado.cargar(connection, each, map(json.loads, lines))

        volcado.asentar(connection)
        assert [read(connection, each) for each in columns] == before
        assert [len(lines) for lines in before] == [1, len(NASTY), len(NASTY)]
        kept = EntidadRow(sigla="Y", nombre="Y")
        session.add(kept)
        session.flush()
        assert kept.id == 8


@pytest.mark.postgresql
def test_a_text_that_the_server_cannot_have_is_refused(migrated_url: str) -> None:
    engine = sa.create_engine(migrated_url)
    table = EntidadRow.__table__
    assert isinstance(table, sa.Table)
    with (
        engine.connect() as connection,
        pytest.raises(InvalidDataError, match="no es coherente"),
    ):
        volcado.cargar(connection, tuple(table.columns), [(1, "a\0b", "X")])
    engine.dispose()


def test_every_table_is_taken_and_each_column_has_its_kind() -> None:
    names = {table.name for table in volcado.tablas()}
    kinds = {
        kind for table in volcado.tablas() for _, kind in volcado.columnas_de(table)
    }

    assert {"expediente", "bitacora", "usuario", "paquete_archivo"} <= names
    assert "contenido" not in names  # its bytes go as files
    assert kinds <= set(volcado.Tipo)


def read(connection: sa.Connection, columns: volcado.Columnas) -> list[bytes]:
    return [en_linea(row) for row in volcado.filas_de(connection, columns)]
