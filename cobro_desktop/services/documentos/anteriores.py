"""The acts of a case that a later document tells of, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_, select

from cobro_desktop.formats import fecha_larga
from cobro_desktop.storage.rows import DocumentoRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.documentos.lectura import Caso, Lectura

_NOMBRES: Final = {
    "mandamiento-pago": "el mandamiento de pago",
    "resolucion-excepciones": "la resolución",
    "resolucion-recurso": "la resolución",
    "orden-ejecucion": "la resolución",
    "acuerdo-pago": "el acuerdo de pago",
    "acta-secuestro": "el acta de secuestro",
    "acta-remate": "el acta de remate",
    "oficio-embargo": "el oficio",
}
_DE_RESOLUCION: Final = "Resolución"
"""How the catalogue begins the name of what an institution gives in a resolución."""


def nombrar(row: DocumentoRow) -> str:
    """Name an act inside a sentence: `el auto n.º 000012 del 3 de mayo de 2026`.

    One that came from outside has no number here.
    """
    resolucion = row.nombre.startswith(_DE_RESOLUCION)
    name = _NOMBRES.get(row.tipo, "la resolución" if resolucion else "el auto")
    number = f" n.º {row.numero:06d}" if row.numero else ""
    return f"{name}{number} del {fecha_larga(row.fecha)}"


def anterior(lectura: Lectura, *tipos: str) -> DocumentoRow | None:
    """Return the last act of some kinds that was numbered or came from outside."""
    return next(iter(anteriores(lectura, *tipos)), None)


def anteriores(lectura: Lectura, *tipos: str) -> Sequence[DocumentoRow]:
    """Return the acts of some kinds that have effect, the latest first."""
    return lectura.session.scalars(
        select(DocumentoRow)
        .where(
            DocumentoRow.expediente_id == lectura.caso.expediente.id,
            DocumentoRow.tipo.in_(tipos),
            DocumentoRow.estado != "anulado",
            or_(DocumentoRow.numero.is_not(None), DocumentoRow.estado == "anexo"),
            DocumentoRow.fecha <= lectura.fecha,
        )
        .order_by(DocumentoRow.fecha.desc(), DocumentoRow.id.desc())
    ).all()


def acto(lectura: Lectura, *tipos: str) -> str:
    """Name the last act of some kinds; nothing if there is none."""
    row = anterior(lectura, *tipos)
    return nombrar(row) if row else ""


def dicho(lectura: Lectura, *tipos: str) -> Mapping[str, Any]:
    """Return what the last act of some kinds printed, by field of its context."""
    row = anterior(lectura, *tipos)
    said: Mapping[str, Any] = (row.contexto or {}).get("impreso", {}) if row else {}
    return said


def heredar(lectura: Lectura, tipo: str, *campos: str) -> dict[str, Any]:
    """Return some texts as an earlier act said them."""
    said = dicho(lectura, tipo)
    return {name: said[name] for name in campos if isinstance(said.get(name), str)}


def medidas_vigentes(lectura: Lectura) -> tuple[str, ...]:
    """Say the measures of a case that are not lifted, one per line."""
    from cobro_desktop.services.bienes.medidas import LEVANTADA, TIPOS
    from cobro_desktop.storage.queries.bienes import medidas_de

    rows = medidas_de(lectura.session, lectura.caso.expediente.id)
    return tuple(
        f"{TIPOS[m.tipo]}{f' ({m.bien})' if m.bien else ''}, a cargo de "
        f"{m.destinatario}, decretado el {fecha_larga(m.decretada)}."
        for m in rows
        if m.estado != LEVANTADA
    )


def es_persuasivo(caso: Caso) -> bool:
    """Tell whether the case is in its persuasive stage."""
    return caso.expediente.etapa == "persuasivo"
