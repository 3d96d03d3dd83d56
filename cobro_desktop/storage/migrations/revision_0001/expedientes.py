"""People, cases, titles and obligations."""

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
    texto,
    version,
)


def create() -> None:
    """Create the tables of this part."""
    _persona()
    _direccion()
    _expediente()
    _etiqueta()
    _referencia()
    _deudor()
    _titulo()
    _obligacion()
    _obligado()


def _persona() -> None:
    op.create_table(
        "persona",
        clave(),
        texto("tipo_documento"),
        texto("numero"),
        texto("dv"),
        texto("nombre"),
        texto("correo"),
        texto("telefono"),
        version(),
        sa.UniqueConstraint("tipo_documento", "numero"),
    )


def _direccion() -> None:
    op.create_table(
        "direccion",
        clave(),
        de("persona_id", "persona.id", index=True),
        texto("tipo", server_default="direccion"),
        texto("texto"),
        texto("municipio"),
        texto("fuente"),
        dia("desde"),
        dia("hasta", nullable=True),
        texto("causa_devolucion"),
    )


def _expediente() -> None:
    op.create_table(
        "expediente",
        clave(),
        de("entidad_id", "entidad.id"),
        de("procedimiento_id", "procedimiento.id"),
        texto("numero"),
        de("dependencia_id", "dependencia.id", nullable=True, index=True),
        de("responsable_id", "usuario.id", nullable=True, index=True),
        texto("actividad"),
        texto("etapa"),
        texto("estado"),
        texto("situacion"),
        texto("causa"),
        dia("recibido"),
        dia("actividad_desde"),
        datos("regreso"),
        de("acumulado_en_id", "expediente.id", nullable=True),
        de("lote_id", "lote.id", nullable=True, index=True),
        de("lote_anulado_id", "lote.id", nullable=True),
        texto("deudor"),
        texto("deudor_orden"),
        texto("identificacion"),
        texto("titulo"),
        texto("autoridad"),
        texto("municipio"),
        texto("concepto"),
        dinero("capital"),
        dinero("saldo"),
        dia("ejecutoria", nullable=True),
        dia("exigible", nullable=True),
        dia("vence_proximo", nullable=True),
        dia("fecha_legal", nullable=True),
        dia("fecha_segura", nullable=True),
        dia("entra_en_riesgo", nullable=True),
        texto("busqueda"),
        instante("actualizado_en"),
        version(),
        sa.UniqueConstraint("entidad_id", "numero"),
    )
    op.create_index(
        "ix_lista_deudor_orden",
        "expediente",
        [
            "deudor_orden",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "vence_proximo",
            "fecha_segura",
            "entra_en_riesgo",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index(
        "ix_lista_entra_en_riesgo",
        "expediente",
        [
            "entra_en_riesgo",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "vence_proximo",
            "fecha_segura",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index(
        "ix_lista_facetas",
        "expediente",
        [
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index(
        "ix_lista_fecha_segura",
        "expediente",
        [
            "fecha_segura",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "vence_proximo",
            "entra_en_riesgo",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index("ix_lista_identificacion", "expediente", ["identificacion", "id"])
    op.create_index(
        "ix_lista_numero",
        "expediente",
        [
            "numero",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "vence_proximo",
            "fecha_segura",
            "entra_en_riesgo",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index(
        "ix_lista_saldo",
        "expediente",
        [
            "saldo",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "vence_proximo",
            "fecha_segura",
            "entra_en_riesgo",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )
    op.create_index(
        "ix_lista_vence_proximo",
        "expediente",
        [
            "vence_proximo",
            "id",
            "procedimiento_id",
            "estado",
            "etapa",
            "situacion",
            "actividad",
            "responsable_id",
            "saldo",
            "fecha_segura",
            "entra_en_riesgo",
        ],
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )


def _etiqueta() -> None:
    op.create_table(
        "etiqueta",
        de("expediente_id", "expediente.id", primary_key=True),
        texto("texto", primary_key=True),
    )


def _referencia() -> None:
    op.create_table(
        "referencia",
        clave(),
        de("expediente_id", "expediente.id"),
        texto("tipo"),
        texto("valor", index=True),
        sa.UniqueConstraint("expediente_id", "tipo", "valor"),
    )


def _deudor() -> None:
    op.create_table(
        "deudor",
        clave(),
        de("expediente_id", "expediente.id"),
        de("persona_id", "persona.id", index=True),
        texto("rol"),
        sa.UniqueConstraint("expediente_id", "persona_id", "rol"),
    )


def _titulo() -> None:
    op.create_table(
        "titulo",
        clave(),
        de("entidad_id", "entidad.id"),
        de("expediente_id", "expediente.id", index=True),
        de("persona_id", "persona.id"),
        texto("autoridad"),
        texto("numero"),
        dia("fecha"),
        texto("llave"),
        dia("notificado", nullable=True),
        dia("ejecutoria", nullable=True),
        datos("datos"),
        dia("fecha_legal", nullable=True),
        dia("fecha_segura", nullable=True),
        dia("entra_en_riesgo", nullable=True),
        de("lote_anulado_id", "lote.id", nullable=True),
        version(),
    )
    op.create_index(
        "uq_titulo_identidad",
        "titulo",
        ["entidad_id", "llave"],
        unique=True,
        sqlite_where=sa.text("lote_anulado_id IS NULL"),
        postgresql_where=sa.text("lote_anulado_id IS NULL"),
    )


def _obligacion() -> None:
    op.create_table(
        "obligacion",
        clave(),
        de("titulo_id", "titulo.id", index=True),
        de("expediente_id", "expediente.id", index=True),
        texto("concepto"),
        entero("vigencia", nullable=True),
        dinero("capital"),
        dinero("saldo_capital"),
        dinero("abono_historico", server_default="0"),
        dia("abono_fecha", nullable=True),
        texto("regimen"),
        dia("exigible"),
        texto("estado"),
        texto("causa"),
        version(),
    )


def _obligado() -> None:
    op.create_table(
        "obligado",
        de("obligacion_id", "obligacion.id", primary_key=True),
        de("deudor_id", "deudor.id", primary_key=True),
        dinero("tope", nullable=True),
    )
