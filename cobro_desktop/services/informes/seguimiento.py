"""What was done and collected between two days, by who issued the titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.seguimiento import seguimiento
from cobro_desktop.services.gestiones.campana import CANALES, CLASES
from cobro_desktop.storage.rows import EntidadRow

if TYPE_CHECKING:
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

_AUTORIDADES: Final = (
    Columna("Autoridad que expidió el título", ancho=44),
    Columna("En persuasivo", Clase.ENTERO, 13, suma=True),
    Columna("Gestiones", Clase.ENTERO, 12, suma=True),
    Columna("Con pagos", Clase.ENTERO, 12, suma=True),
    Columna("Recaudo", Clase.DINERO, 18, suma=True),
    Columna("Saldo de capital en persuasivo", Clase.DINERO, 20, suma=True),
)
_ACTOS: Final = (
    Columna("Documento", ancho=50),
    Columna("Cuántos", Clase.ENTERO, 12, suma=True),
)
_CAMPANAS: Final = (
    Columna("Campaña", ancho=40),
    Columna("Clase", ancho=20),
    Columna("Canal", ancho=20),
    Columna("Desde", Clase.FECHA, 12),
    Columna("Hasta", Clase.FECHA, 12),
    Columna("Destinatarios", Clase.ENTERO, 14, suma=True),
    Columna("Efectivas", Clase.ENTERO, 12, suma=True),
)


def seguimiento_gestion(pedido: Pedido) -> list[Hoja]:
    """Return the follow-up by authority, the documents issued and the campaigns."""
    since, until = pedido.periodo
    title = "Seguimiento de la gestión persuasiva"
    heading = pedido.encabezado(
        title, f"Del {fecha_larga(since)} al {fecha_larga(until)}"
    )
    own = select(EntidadRow.id).where(EntidadRow.sigla.in_(pedido.siglas))
    entidad = pedido.session.scalar(own) or 0
    found = seguimiento(pedido.session, entidad, pedido.periodo, pedido.expedientes)
    runs = [
        (
            row.nombre,
            CLASES[row.clase],
            CANALES[row.canal],
            row.desde,
            row.hasta,
            sent,
            reached,
        )
        for row, sent, reached in found.campanas
    ]
    return [
        (Informe(name, heading, columns, pedido.corte, fijas=1), rows)
        for name, columns, rows in (
            ("Por autoridad", _AUTORIDADES, found.autoridades),
            ("Documentos", _ACTOS, found.actos),
            ("Campañas", _CAMPANAS, runs),
        )
    ]
