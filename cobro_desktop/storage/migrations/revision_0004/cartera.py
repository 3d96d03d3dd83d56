"""The portfolio: its runs, their items and acts, and the calendar of the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cobro_desktop.storage.migrations.columns import (
    clave,
    datos,
    de,
    dia,
    dinero,
    entero,
    instante,
    numero,
    texto,
    version,
)


def create() -> None:
    """Create the tables of the portfolio; what was done in a run is not rewritten."""
    _corrida()
    _corrida_item()
    _corrida_acto()
    op.create_table(
        "corrida_documento",
        numero("documento_id", primary_key=True),
        de("corrida_id", "corrida.id", index=True),
        sa.ForeignKeyConstraint(["documento_id"], ["documento.id"]),
    )
    _tarea_oficina()
    _keep_acts()


def _corrida() -> None:
    op.create_table(
        "corrida",
        clave(),
        de("entidad_id", "entidad.id"),
        de("procedimiento_id", "procedimiento.id"),
        texto("numero"),
        texto("nombre"),
        texto("entrada"),
        texto("actividad"),
        texto("estado"),
        dia("corte"),
        dia("abierta"),
        texto("abrio"),
        de("origen_id", "corrida.id", nullable=True),
        version(),
        sa.UniqueConstraint("entidad_id", "numero"),
    )


def _corrida_item() -> None:
    op.create_table(
        "corrida_item",
        clave(),
        de("corrida_id", "corrida.id", index=True),
        de("expediente_id", "expediente.id", index=True),
        de("obligacion_id", "obligacion.id", index=True),
        texto("propuesta"),
        dinero("capital"),
        dinero("intereses", nullable=True),
        datos("respuestas"),
        texto("decision"),
        texto("razon"),
        dia("decidida", nullable=True),
        texto("retirada"),
        dia("aplicada", nullable=True),
        texto("efecto"),
        de("documento_id", "documento.id", nullable=True),
        version(),
        sa.UniqueConstraint("corrida_id", "obligacion_id"),
    )


def _corrida_acto() -> None:
    op.create_table(
        "corrida_acto",
        clave(),
        de("corrida_id", "corrida.id", index=True),
        texto("tipo"),
        texto("actividad"),
        texto("resultado"),
        dia("fecha"),
        instante("registrada_en"),
        texto("usuario"),
        texto("texto"),
        datos("datos"),
    )


def _tarea_oficina() -> None:
    op.create_table(
        "tarea_oficina",
        clave(),
        de("entidad_id", "entidad.id"),
        texto("regla"),
        entero("anio"),
        texto("periodo"),
        texto("nombre"),
        texto("norma"),
        dia("desde"),
        dia("vence"),
        dia("hecha", nullable=True),
        texto("hizo"),
        texto("nota"),
        de("corrida_id", "corrida.id", nullable=True),
        de("documento_id", "documento.id", nullable=True),
        version(),
        sa.UniqueConstraint("entidad_id", "regla", "anio", "periodo"),
    )


def _keep_acts() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER corrida_acto_no_{verb.lower()} BEFORE {verb} ON "
                "corrida_acto BEGIN SELECT RAISE(ABORT, 'corrida_acto is "
                "append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER corrida_acto_solo_agregar "
            "BEFORE UPDATE OR DELETE OR TRUNCATE ON corrida_acto "
            "FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar()"
        )
