"""What an order leaves to be sent: a term that only sending it closes (ET 839)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.assets import assets
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.plazos import contar_guardado
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services import terminos
from cobro_desktop.services.dias_suspendidos import calendario_de
from cobro_desktop.storage.rows import DocumentoRow, MedidaRow, TerminoRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow

TRAS: Final = "tras:"
"""How the activity of such a term begins: it outlives the activity of the order."""
_ANEXO, _DECRETADA = "anexo", "decretada"


@dataclass(frozen=True, slots=True)
class TrasActo:
    """A kind of order and what has to leave after it."""

    acto: str
    """The document that orders."""
    medidas: str
    """How the kinds of measure begin whose decree orders the same."""
    cumple: str
    """The document that carries it out."""
    termino: str
    cantidad: int
    unidad: Unidad

    @property
    def actividad(self) -> str:
        """Return what its term has for an activity."""
        return f"{TRAS}{self.acto}"


@cache
def load_tras_acto() -> tuple[TrasActo, ...]:
    """Return the orders that leave something to be sent."""
    path = assets("resources") / "referencia" / "alertas.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("tras_acto", [])
    return tuple(
        TrasActo(**{**table, "unidad": Unidad(table["unidad"])}) for table in found
    )


def tras_documento(
    tx: Transaction, expediente: ExpedienteRow, documento: DocumentoRow
) -> None:
    """Start or close what a document that was signed, or came signed, leaves to do."""
    for regla in load_tras_acto():
        if documento.tipo == regla.acto:
            _abrir(tx, expediente, regla, documento.fecha)
        elif documento.tipo == regla.cumple:
            _cerrar(tx, expediente, regla, documento.fecha)


def sin_documento(
    tx: Transaction, expediente: ExpedienteRow, documento: DocumentoRow
) -> None:
    """Drop what an annulled order left to do, or ask again for what it annuls.

    The document is annulled already.
    """
    for regla in load_tras_acto():
        ordered = _ordenado(tx, expediente, regla)
        if documento.tipo == regla.acto and ordered is None:
            _olvidar(tx, expediente, regla)
        elif documento.tipo == regla.cumple and ordered is not None:
            _abrir(tx, expediente, regla, ordered)


def tras_medida(
    tx: Transaction, expediente: ExpedienteRow, medida: MedidaRow, fecha: dt.date
) -> None:
    """Start or close what a measure that was decreed, or told, leaves to do."""
    for regla in load_tras_acto():
        if not medida.tipo.startswith(regla.medidas):
            continue
        if medida.estado == _DECRETADA:
            _abrir(tx, expediente, regla, medida.decretada)
        elif not _queda_por_comunicar(tx, expediente, regla):
            _cerrar(tx, expediente, regla, fecha)


def _abrir(
    tx: Transaction, expediente: ExpedienteRow, regla: TrasActo, desde: dt.date
) -> None:
    """Start the term, unless it runs already or what it asks for was sent."""
    if _abiertos(tx, expediente, regla) or _enviado(tx, expediente, regla, desde):
        return
    calendario = calendario_de(tx.session, tx.workspace, expediente, tx.contexto.hoy)
    counted = contar_guardado(desde, regla.cantidad, regla.unidad, calendario)
    tx.session.add(
        TerminoRow(
            expediente_id=expediente.id,
            actividad=regla.actividad,
            nombre=regla.termino,
            desde=desde,
            cantidad=regla.cantidad,
            unidad=str(regla.unidad),
            vence=counted.vence,
        )
    )
    terminos.refrescar(tx, expediente)


def _cerrar(
    tx: Transaction, expediente: ExpedienteRow, regla: TrasActo, fecha: dt.date
) -> None:
    if _abiertos(tx, expediente, regla):
        terminos.cumplir(tx, expediente, regla.actividad, fecha)


def _olvidar(tx: Transaction, expediente: ExpedienteRow, regla: TrasActo) -> None:
    for id_ in _abiertos(tx, expediente, regla):
        tx.session.get_one(TerminoRow, id_).estado = terminos.ANULADO
    terminos.refrescar(tx, expediente)


def _ordenado(
    tx: Transaction, expediente: ExpedienteRow, regla: TrasActo
) -> dt.date | None:
    """Return the day of the last order in force; None without one."""
    found = _firmados(tx, expediente, regla.acto)
    measure = tx.session.scalar(
        select(func.max(MedidaRow.decretada)).where(
            MedidaRow.expediente_id == expediente.id,
            MedidaRow.estado == _DECRETADA,
            MedidaRow.tipo.startswith(regla.medidas, autoescape=True),
        )
    )
    return max([*found, *filter(None, [measure])], default=None)


def _abiertos(tx: Transaction, expediente: ExpedienteRow, regla: TrasActo) -> list[int]:
    query = select(TerminoRow.id).where(
        TerminoRow.expediente_id == expediente.id,
        TerminoRow.actividad == regla.actividad,
        TerminoRow.estado == terminos.ABIERTO,
    )
    return list(tx.session.scalars(query))


def _enviado(
    tx: Transaction, expediente: ExpedienteRow, regla: TrasActo, desde: dt.date
) -> bool:
    """Tell whether a document of that day or later carries the order out."""
    return any(day >= desde for day in _firmados(tx, expediente, regla.cumple))


def _firmados(tx: Transaction, expediente: ExpedienteRow, tipo: str) -> list[dt.date]:
    """Return the days of the documents of a kind that are signed, or came signed."""
    rows = tx.session.execute(
        select(DocumentoRow.estado, DocumentoRow.fecha).where(
            DocumentoRow.expediente_id == expediente.id,
            DocumentoRow.tipo == tipo,
            DocumentoRow.estado != EstadoDocumento.ANULADO.nombre,
        )
    )
    signed = EstadoDocumento.FIRMADO
    return [
        day
        for state, day in rows
        if state == _ANEXO or estado_documento(state) >= signed
    ]


def _queda_por_comunicar(
    tx: Transaction, expediente: ExpedienteRow, regla: TrasActo
) -> bool:
    query = select(MedidaRow.id).where(
        MedidaRow.expediente_id == expediente.id,
        MedidaRow.estado == _DECRETADA,
        MedidaRow.tipo.startswith(regla.medidas, autoescape=True),
    )
    return tx.session.scalar(query.limit(1)) is not None
