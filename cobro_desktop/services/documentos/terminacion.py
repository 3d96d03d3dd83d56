"""What the documents that end a case know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.documents.contextos.terminacion import (
    ActuacionChequeada,
    PagoRecibido,
)
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_desktop.services.documentos.elecciones import Eleccion
from cobro_desktop.services.documentos.electronico import paginas_en, piezas
from cobro_desktop.services.liquidaciones import liquidar_en
from cobro_desktop.storage.rows import DocumentoRow, NotificacionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cobro_desktop.services.documentos.lectura import Lectura

_ACTUACIONES: Final = (
    ("auto-avoca", True),
    ("oficio-persuasivo", False),
    ("oficio-investigacion", True),
    ("mandamiento-pago", True),
    ("citacion-notificacion", False),
    ("diligencia-notificacion", False),
    ("aviso-notificacion", False),
    ("resolucion-excepciones", False),
    ("resolucion-recurso", False),
    ("orden-ejecucion", False),
    ("auto-medidas", False),
    ("oficio-embargo", False),
    ("auto-secuestre", False),
    ("acta-secuestro", False),
    ("auto-avaluo", False),
    ("auto-remate", False),
    ("acta-remate", False),
    ("auto-aprueba-remate", False),
    ("auto-liquidacion", False),
    ("auto-objecion-liquidacion", False),
    ("auto-deposito", False),
    ("acuerdo-pago", False),
    ("auto-incumplimiento", False),
    ("auto-suspende", False),
    ("auto-reanuda", False),
    ("auto-subsanacion", False),
    ("oficio-levantamiento", False),
    ("auto-archivo", True),
)
"""The acts of the process in their order, and whether every process has them."""
_MANDAMIENTO: Final = "mandamiento-pago"
_NOTIFICACION: Final = "Notificación del mandamiento de pago"


def datos_del_paz_y_salvo(lectura: Lectura) -> dict[str, Any]:
    """Return what was paid; refuse while something is owed.

    Raises:
        NotAllowedError: something is owed, or it ended without a payment.
        MissingParameterError: a rate is not loaded, so what is owed is not known.
    """
    caso = lectura.caso
    number = caso.expediente.numero
    owed = sum(
        liquidar_en(lectura.session, lectura.workspace, o, lectura.fecha).total
        for o in caso.obligaciones
        if o.estado in {"VIGENTE", "PAGADA"}
    )
    if owed:
        message = (
            f"El expediente {number} debe {pesos(owed)} al "
            f"{fecha_larga(lectura.fecha)}: no se puede dar paz y salvo. Registre "
            "primero los pagos que falten."
        )
        raise NotAllowedError(message, {"debe": owed})
    if not caso.pagos:
        message = (
            f"El expediente {number} no debe nada, pero no tiene pagos registrados: "
            "terminó por otra causa. Expida el acto que la declara, no un paz y salvo."
        )
        raise NotAllowedError(message)
    return {
        "pagos": tuple(
            PagoRecibido(
                fecha=fecha_larga(pago.fecha),
                referencia=pago.referencia,
                banco=pago.banco or "No consta",
                valor=pesos(pago.valor),
            )
            for pago in caso.pagos
        ),
    }


def datos_de_la_lista(lectura: Lectura) -> dict[str, Any]:
    """Return each act of the process: those on file, and those that must be."""
    rows = tuple(_actuaciones(lectura))
    missing = tuple(row.actuacion for row in rows if row.consta == "No")
    count = cantidad(len(missing), "actuación", "actuaciones")
    verb = "falta" if len(missing) == 1 else "faltan"
    return {
        "actuaciones": rows,
        "pendientes": missing,
        "conclusion": f"La lista está incompleta: {verb} {count}."
        if missing
        else "Las actuaciones del proceso están completas.",
    }


def _actuaciones(lectura: Lectura) -> Iterator[ActuacionChequeada]:
    from cobro_desktop.services.documentos.preparacion import printed_number

    filed = _archivados(lectura)
    pages = {one.documento_id: paginas_en(one) for one in piezas(lectura)}
    number = 0
    for tipo, needed in _ACTUACIONES:
        name = tipo_documento(tipo).nombre_en(lectura.caso.perfil.sigla)
        found = [row for row in filed if row.tipo == tipo]
        for row in found:
            number += 1
            yield ActuacionChequeada(
                orden=str(number),
                actuacion=name,
                numero_acto=printed_number(row),
                fecha=fecha_corta(row.fecha),
                paginas=pages.get(row.id, ""),
                consta="Sí",
            )
        if needed and not found:
            number += 1
            yield ActuacionChequeada(orden=str(number), actuacion=name, consta="No")
        if tipo == _MANDAMIENTO:
            number += 1
            yield _notificacion(lectura, str(number))


def _notificacion(lectura: Lectura, orden: str) -> ActuacionChequeada:
    day = lectura.session.scalar(
        select(NotificacionRow.efectiva)
        .where(
            NotificacionRow.expediente_id == lectura.caso.expediente.id,
            NotificacionRow.que == _MANDAMIENTO,
            NotificacionRow.efectiva.is_not(None),
            NotificacionRow.valida,
        )
        .order_by(NotificacionRow.efectiva)
        .limit(1)
    )
    return ActuacionChequeada(
        orden=orden,
        actuacion=_NOTIFICACION,
        fecha=fecha_corta(day) if day else "",
        consta="Sí" if day else "No",
    )


def _archivados(lectura: Lectura) -> Sequence[DocumentoRow]:
    return lectura.session.scalars(
        select(DocumentoRow)
        .where(
            DocumentoRow.expediente_id == lectura.caso.expediente.id,
            DocumentoRow.estado.not_in(["borrador", "en_revision", "anulado"]),
        )
        .order_by(DocumentoRow.fecha, DocumentoRow.id)
    ).all()


def _causas(lectura: Lectura) -> Mapping[str, Eleccion]:
    return {"causa": Eleccion(tuple(lectura.caso.causas), lectura.caso.causa)}


def datos_del_archivo(lectura: Lectura) -> dict[str, Any]:
    """Return why the case ends: as its activity was closed, or as a person says."""
    return {"causa": lectura.datos.get("causa", "")}


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    "auto-archivo": datos_del_archivo,
    "paz-y-salvo": datos_del_paz_y_salvo,
    "lista-chequeo-actuaciones": datos_de_la_lista,
}
"""What the kinds of this family know besides what every one does."""

ELECCIONES: Mapping[str, Callable[[Lectura], Mapping[str, Eleccion]]] = {
    "auto-archivo": _causas,
}
"""What a person chooses in them."""
