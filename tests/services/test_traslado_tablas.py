"""Every table that hangs from a case travels, or stays at home on purpose."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from cobro_desktop.services.traslado.foto import fotografiar
from cobro_desktop.services.traslado.tablas import TABLAS
from cobro_desktop.storage.base import Row, UtcDateTime
from tests.services.oficina import HOY
from tests.services.test_traslado import Oficina, centro, clave, norte

__all__ = ["centro", "clave", "norte"]

EN_CASA = {
    "acumulacion": "it joins two cases, and each office joins its own",
    "borrador": "what one person was answering",
    "campana_contacto": "of a campaign, which is of the office; its acts travel",
    "copia_trabajo": "a file open on one machine",
    "corrida_item": "of a run over the portfolio of the office",
    "estado_caso": "what was exchanged",
    "fila_compartida": "the names of the rows",
    "lote_documento_item": "of a batch of the office",
    "prestamo": "the loans themselves",
    "saldo_contable": "what the books of this entity say",
    "pago_parte": "of which payment of several cases this one is a part",
    "texto_documento": "the words are read again where they arrive",
}
LISTAS = {"causas", "hallazgos", "regreso"}
MOMENTO = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)


def test_no_table_of_a_case_is_forgotten() -> None:
    travel = {tabla.nombre for tabla in TABLAS}
    hanging = {
        table.name
        for table in Row.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {*travel, "expediente"}
    }
    offices = {"corrida_documento", "tarea_oficina", "campana", "expediente"}

    assert hanging - travel - set(EN_CASA) - offices == set()


def test_a_row_of_every_table_arrives_as_it_left(
    centro: Oficina, norte: Oficina
) -> None:
    with centro.workspace.base.write.begin() as session:
        sha256 = centro.workspace.contenido.guardar(session, b"contenido")
        for tabla in TABLAS:
            llenar(session, tabla.row, centro.caso(), sha256)
    path = centro.envia("p.zip")
    before = centro.filas()
    assert [name for name, rows in before.items() if not rows] == []

    norte.recibe(path)

    assert norte.filas() == before
    with norte.workspace.base.read() as session:
        assert fotografiar(session, norte.caso()).filas == before


def llenar(session: Any, row: type[Row], case: int, sha256: str) -> None:
    """Add a row of a table to a case, unless it has one."""
    table: Any = row.__table__
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.name in {"id", "version"} or column.name.startswith("lote"):
            continue
        values[column.name] = valor(session, column, case, sha256)
    if table.name in {"persona", "titulo", "deudor", "obligacion", "obligado"}:
        return
    if "expediente_id" in table.c and session.scalar(
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.expediente_id == case)
    ):
        return
    session.execute(sa.insert(table), values)


def valor(session: Any, column: Any, case: int, sha256: str) -> Any:
    if column.foreign_keys:
        return referencia(session, column, case)
    if column.name.endswith("sha256"):
        return sha256
    if column.name == "tipo" and column.table.name == "actuacion":
        return "nota"
    if isinstance(column.type, sa.Text):
        return None if column.nullable else "x"
    if column.name in {"numero", "anio"} and column.nullable:
        return None
    json = ["x"] if column.name in LISTAS else {"pago": 7, "texto": "ñ"}
    kinds = {
        UtcDateTime: MOMENTO,
        sa.Date: HOY,
        sa.JSON: json,
        sa.Boolean: True,
        sa.Integer: 3,
        sa.String: "x" * 64,
    }
    return next(value for kind, value in kinds.items() if isinstance(column.type, kind))


def referencia(session: Any, column: Any, case: int) -> Any:
    [key] = column.foreign_keys
    target = key.column.table
    if target.name == "expediente":
        return case
    if target.name == column.table.name:
        return None
    own = sa.select(key.column).order_by(key.column)
    if "expediente_id" in target.c:
        own = own.where(target.c.expediente_id == case)
    return session.scalar(own.limit(1))
