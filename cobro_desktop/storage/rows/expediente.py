"""Cases, their debtors, titles and obligations (DECISIONS 2–4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row


class PersonaRow(Row):
    """A person or company, once per document (DECISIONS 2)."""

    __tablename__ = "persona"
    __table_args__ = (UniqueConstraint("tipo_documento", "numero"),)

    id: Mapped[Key]
    tipo_documento: Mapped[str]
    numero: Mapped[str]
    """Normalised: digits or capitals, without check digit."""
    dv: Mapped[str] = mapped_column(default="")
    nombre: Mapped[str]
    correo: Mapped[str] = mapped_column(default="")
    telefono: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DireccionRow(Row):
    """A way to reach a person, with its source and dates; the old ones stay (F80)."""

    __tablename__ = "direccion"

    id: Mapped[Key]
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"), index=True)
    tipo: Mapped[str] = mapped_column(default="direccion", server_default="direccion")
    """`direccion correo telefono`."""
    texto: Mapped[str]
    municipio: Mapped[str] = mapped_column(default="")
    fuente: Mapped[str] = mapped_column(default="")
    desde: Mapped[dt.date]
    hasta: Mapped[dt.date | None]
    causa_devolucion: Mapped[str] = mapped_column(default="")


_VIVOS = text("lote_anulado_id IS NULL")
_FACETAS = (
    "procedimiento_id",
    "estado",
    "etapa",
    "situacion",
    "actividad",
    "responsable_id",
)
_RANGOS = ("saldo", "vence_proximo", "fecha_segura", "entra_en_riesgo")


def _lista(columna: str) -> Index:
    """Return an index that alone gives a page of the list sorted by a column.

    What the list filters by stands in it, so that only the rows shown are read (P7).
    """
    covered = (name for name in (*_FACETAS, *_RANGOS) if name != columna)
    return Index(
        f"ix_lista_{columna}",
        columna,
        "id",
        *covered,
        sqlite_where=_VIVOS,
        postgresql_where=_VIVOS,
    )


class ExpedienteRow(Row):
    """A case. From `deudor` on, copies kept by the services for the list."""

    __tablename__ = "expediente"
    __table_args__ = (
        UniqueConstraint("entidad_id", "numero"),
        _lista("numero"),
        _lista("deudor_orden"),
        _lista("saldo"),
        _lista("vence_proximo"),
        _lista("fecha_segura"),
        _lista("entra_en_riesgo"),
        _lista("movimiento"),
        Index("ix_lista_identificacion", "identificacion", "id"),
        Index(
            "ix_lista_facetas",
            *_FACETAS,
            sqlite_where=_VIVOS,
            postgresql_where=_VIVOS,
        ),
    )

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    procedimiento_id: Mapped[int] = mapped_column(ForeignKey("procedimiento.id"))
    numero: Mapped[str]
    """`<SIGLA>-<AAAA>-<NNNNNN>` (DECISIONS 6)."""
    dependencia_id: Mapped[int | None] = mapped_column(
        ForeignKey("dependencia.id"), index=True
    )
    responsable_id: Mapped[int | None] = mapped_column(
        ForeignKey("usuario.id"), index=True
    )
    actividad: Mapped[str]
    etapa: Mapped[str]
    estado: Mapped[str]
    situacion: Mapped[str]
    situacion_nota: Mapped[str] = mapped_column(default="", server_default="")
    """Why a person set it by hand; it stays so until the activity closes."""
    causa: Mapped[str] = mapped_column(default="")
    """Why it ended, when it has."""
    recibido: Mapped[dt.date]
    actividad_desde: Mapped[dt.date]
    regreso: Mapped[list[str]] = mapped_column(default=list)
    """Activities that sent the case on and wait for it, the last one last."""
    acumulado_en_id: Mapped[int | None] = mapped_column(ForeignKey("expediente.id"))
    lote_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"), index=True)
    lote_anulado_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"))
    """The batch whose undo took the case out of every list."""

    deudor: Mapped[str]
    deudor_orden: Mapped[str]
    """`plegar(deudor)`: what the list sorts by, so that Á stands beside A."""
    identificacion: Mapped[str]
    titulo: Mapped[str]
    autoridad: Mapped[str] = mapped_column(default="")
    municipio: Mapped[str] = mapped_column(default="")
    concepto: Mapped[str] = mapped_column(default="")
    capital: Mapped[Money]
    saldo: Mapped[Money]
    """Capital balance, in centavos (DECISIONS 10)."""
    ejecutoria: Mapped[dt.date | None]
    exigible: Mapped[dt.date | None]
    vence_proximo: Mapped[dt.date | None]
    fecha_legal: Mapped[dt.date | None]
    fecha_segura: Mapped[dt.date | None]
    entra_en_riesgo: Mapped[dt.date | None]
    movimiento: Mapped[dt.date | None]
    """The day of the last act that moved it: a mark or a new owner moves nothing."""
    busqueda: Mapped[str]
    """Number, debtor and ID, lower case without accents."""
    actualizado_en: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReferenciaRow(Row):
    """A number that somebody else gave to the case: SIGA, comparendo, OAJ."""

    __tablename__ = "referencia"
    __table_args__ = (UniqueConstraint("expediente_id", "tipo", "valor"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"))
    tipo: Mapped[str]
    valor: Mapped[str] = mapped_column(index=True)


class EtiquetaRow(Row):
    """A word that the office puts on a case, to find it by."""

    __tablename__ = "etiqueta"

    expediente_id: Mapped[int] = mapped_column(
        ForeignKey("expediente.id"), primary_key=True
    )
    texto: Mapped[str] = mapped_column(primary_key=True)


class DeudorRow(Row):
    """A person in a case, with a role."""

    __tablename__ = "deudor"
    __table_args__ = (UniqueConstraint("expediente_id", "persona_id", "rol"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"))
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"), index=True)
    rol: Mapped[str]
    """`principal solidario representante apoderado heredero`."""


class TituloRow(Row):
    """A title; `llave` is its identity in the entity."""

    __tablename__ = "titulo"
    __table_args__ = (
        Index(
            "uq_titulo_identidad",
            "entidad_id",
            "llave",
            unique=True,
            sqlite_where=text("lote_anulado_id IS NULL"),
            postgresql_where=text("lote_anulado_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"))
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"))
    autoridad: Mapped[str]
    numero: Mapped[str]
    fecha: Mapped[dt.date]
    llave: Mapped[str]
    """Authority, number, date and document of the principal, folded (DECISIONS 5)."""
    notificado: Mapped[dt.date | None]
    ejecutoria: Mapped[dt.date | None]
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Facts of the kind of title: comparendo, type of fine, election…"""
    fecha_legal: Mapped[dt.date | None]
    fecha_segura: Mapped[dt.date | None]
    entra_en_riesgo: Mapped[dt.date | None]
    lote_anulado_id: Mapped[int | None] = mapped_column(ForeignKey("lote.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EventoPrescripcionRow(Row):
    """What interrupts or suspends the prescription of a title (RULES 3.5)."""

    __tablename__ = "evento_prescripcion"

    id: Mapped[Key]
    titulo_id: Mapped[int] = mapped_column(ForeignKey("titulo.id"), index=True)
    tipo: Mapped[str]
    fecha: Mapped[dt.date]
    hasta: Mapped[dt.date | None]
    valida: Mapped[bool] = mapped_column(default=True)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    motivo: Mapped[str] = mapped_column(default="", server_default="")
    """Why it was recorded by hand or does not count any more."""


class ObligacionRow(Row):
    """One concept and vigencia of a title: the money (DECISIONS 2, 3)."""

    __tablename__ = "obligacion"

    id: Mapped[Key]
    titulo_id: Mapped[int] = mapped_column(ForeignKey("titulo.id"), index=True)
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    concepto: Mapped[str]
    vigencia: Mapped[int | None]
    capital: Mapped[Money]
    saldo_capital: Mapped[Money]
    abono_historico: Mapped[Money] = mapped_column(default=0, server_default="0")
    """What the import says was paid before, without dates (DECISIONS 11)."""
    abono_fecha: Mapped[dt.date | None]
    regimen: Mapped[str]
    """`ley68 et635 ley80 cco884` (RULES 1)."""
    exigible: Mapped[dt.date]
    """D0: interest runs from the day after (RULES 1)."""
    estado: Mapped[str] = mapped_column(default="VIGENTE")
    causa: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ObligadoRow(Row):
    """Who answers for an obligation, with a cap in centavos where there is one."""

    __tablename__ = "obligado"

    obligacion_id: Mapped[int] = mapped_column(
        ForeignKey("obligacion.id"), primary_key=True
    )
    deudor_id: Mapped[int] = mapped_column(ForeignKey("deudor.id"), primary_key=True)
    tope: Mapped[Money | None]
