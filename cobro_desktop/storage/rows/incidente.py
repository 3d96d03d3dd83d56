"""What runs beside the path of a case, and what answers for the debt."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cobro_desktop.storage.base import Key, Money, Row, Sha256


class IncidenteRow(Row):
    """An incident of a live case (PROCEDURES 5)."""

    __tablename__ = "incidente"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    tipo: Mapped[str]
    """Id of the catalogue of incidents."""
    estado: Mapped[str] = mapped_column(default="abierto")
    """`abierto cerrado`."""
    abierto: Mapped[dt.date]
    cerrado: Mapped[dt.date | None]
    resultado: Mapped[str] = mapped_column(default="")
    deudor_id: Mapped[int | None] = mapped_column(ForeignKey("deudor.id"))
    """Whom it concerns, where it is one of several."""
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)
    suspension_id: Mapped[int | None] = mapped_column(ForeignKey("suspension.id"))
    """What it stopped, where it did."""
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    cierre_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class BienRow(Row):
    """Something of the debtor that was found (F81)."""

    __tablename__ = "bien"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    deudor_id: Mapped[int | None] = mapped_column(ForeignKey("deudor.id"))
    clase: Mapped[str]
    """`cuenta inmueble vehiculo salario establecimiento remanente credito otro`."""
    descripcion: Mapped[str]
    identificacion: Mapped[str] = mapped_column(default="")
    """Account, matrícula inmobiliaria, placa…"""
    entidad: Mapped[str] = mapped_column(default="")
    """Who keeps or registers it: bank, registry, employer."""
    valor: Mapped[Money | None]
    fuente: Mapped[str] = mapped_column(default="")
    fecha: Mapped[dt.date]
    estado: Mapped[str] = mapped_column(default="hallado")
    """`hallado embargado secuestrado avaluado rematado liberado`."""
    datos: Mapped[dict[str, Any]] = mapped_column(default=dict)
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ConsultaBienesRow(Row):
    """A request to who may know of goods, and its answer or silence (S10)."""

    __tablename__ = "consulta_bienes"
    __table_args__ = (
        Index("ix_consulta_bienes_resultado_vence", "resultado", "vence"),
    )

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    deudor_id: Mapped[int | None] = mapped_column(ForeignKey("deudor.id"))
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    destinatario: Mapped[str]
    enviada: Mapped[dt.date]
    vence: Mapped[dt.date | None]
    respondida: Mapped[dt.date | None]
    resultado: Mapped[str] = mapped_column(default="pendiente")
    """`pendiente con_bienes sin_bienes silencio`."""
    respuesta: Mapped[str] = mapped_column(default="")
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MedidaRow(Row):
    """A measure on goods, from its decree to its lifting (RULES 13)."""

    __tablename__ = "medida"
    __table_args__ = (Index("ix_medida_estado", "estado"),)

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    bien_id: Mapped[int | None] = mapped_column(ForeignKey("bien.id"))
    deudor_id: Mapped[int | None] = mapped_column(ForeignKey("deudor.id"))
    tipo: Mapped[str]
    """`embargo_cuentas embargo_bien embargo_salario embargo_remanentes secuestro`."""
    destinatario: Mapped[str]
    limite: Mapped[Money]
    """What it may take at most (ET 838)."""
    estado: Mapped[str] = mapped_column(default="decretada")
    """`decretada comunicada registrada no_acatada por_levantar levantada`."""
    decretada: Mapped[dt.date]
    comunicada: Mapped[dt.date | None]
    registrada: Mapped[dt.date | None]
    levantada: Mapped[dt.date | None]
    observacion: Mapped[str] = mapped_column(default="")
    documento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    levantamiento_id: Mapped[int | None] = mapped_column(ForeignKey("documento.id"))
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DepositoRow(Row):
    """Embargoed money at Banco Agrario: a title that is applied or given back (F77)."""

    __tablename__ = "deposito"

    id: Mapped[Key]
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expediente.id"), index=True)
    medida_id: Mapped[int | None] = mapped_column(ForeignKey("medida.id"))
    padre_id: Mapped[int | None] = mapped_column(ForeignKey("deposito.id"))
    """The title it was split from."""
    numero: Mapped[str]
    fecha: Mapped[dt.date]
    valor: Mapped[Money]
    banco: Mapped[str] = mapped_column(default="")
    estado: Mapped[str] = mapped_column(default="constituido")
    """`constituido fraccionado aplicado devuelto`."""
    fecha_estado: Mapped[dt.date]
    pago_id: Mapped[int | None] = mapped_column(ForeignKey("pago.id"))
    actuacion_id: Mapped[int | None] = mapped_column(ForeignKey("actuacion.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class RevisionDocumentoRow(Row):
    """What somebody said of an exact version of a document (F19)."""

    __tablename__ = "revision_documento"
    __table_args__ = (UniqueConstraint("documento_id", "orden", "papel", "usuario"),)

    id: Mapped[Key]
    documento_id: Mapped[int] = mapped_column(ForeignKey("documento.id"), index=True)
    orden: Mapped[int]
    """Of the version that was read."""
    sha256: Mapped[Sha256]
    papel: Mapped[str]
    """`reviso aprobo firmo`."""
    decision: Mapped[str]
    """`conforme observado`."""
    texto: Mapped[str] = mapped_column(default="")
    usuario: Mapped[str]
    hecha_en: Mapped[dt.datetime]
