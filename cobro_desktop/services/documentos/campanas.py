"""What the registro of a campaign says, and its workbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.documents.contextos.cuenta import ContactoCampana
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga
from cobro_desktop.services.gestiones.campana import (
    CANALES,
    CLASES,
    COBRO,
    REGISTRO,
    RESULTADOS,
)
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import CampanaContactoRow, CampanaRow, ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina
    from cobro_desktop.services.workspace import Workspace


def datos_de_la_campana(lectura: LecturaOficina) -> dict[str, Any]:
    """Return a campaign that was recorded, by its name.

    Raises:
        NotFoundError: the institution has none with that name.
    """
    name = str(lectura.row.contexto["datos"].get("campana", "")).strip()
    if not name:
        return {}
    row = _campana(lectura.session, lectura.row.entidad_id, name)
    contacts = _contactos(lectura.session, row.id)
    counted = sum(contact.cuenta for contact, _ in contacts)
    by_result = Counter(contact.resultado for contact, _ in contacts)
    return {
        "campana": row.nombre,
        "clase": CLASES[row.clase],
        "canal": CANALES[row.canal],
        "mensaje": row.mensaje,
        "desde": fecha_larga(row.desde),
        "hasta": fecha_larga(row.hasta),
        "contactos": tuple(_impreso(*pair) for pair in contacts),
        "resumen": tuple(
            f"{name}: {by_result[key]}."
            for key, name in RESULTADOS.items()
            if by_result[key]
        ),
        "efecto": _efecto(row.clase, counted, len(contacts)),
    }


def exportar_campana(
    campana_id: int, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    """Write whom a campaign reached as a workbook.

    Raises:
        NotFoundError: no such campaign.
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.exchange.informe import Clase, Columna, Informe
    from cobro_desktop.exchange.libro import escribir_libro

    with workspace.base.read() as session:
        row = session.get(CampanaRow, campana_id)
        if row is None:
            message = "Esa campaña no existe."
            raise NotFoundError(message)
        found = _contactos(session, row.id)
    sheet = Informe(
        hoja="Campaña",
        encabezado=(
            f"Campaña «{row.nombre}» · {CLASES[row.clase]}, por {CANALES[row.canal]}",
            f"Del {fecha_larga(row.desde)} al {fecha_larga(row.hasta)}",
            row.mensaje,
        ),
        columnas=(
            Columna("Expediente o comparendo", Clase.CODIGO, 24),
            Columna("Nombre", ancho=34),
            Columna("Identificación", Clase.CODIGO, 18),
            Columna("Enviado a", Clase.CODIGO, 26),
            Columna("Fecha", Clase.FECHA, 13),
            Columna("Resultado", ancho=20),
            Columna("Cuenta como gestión", ancho=20),
            Columna("Por qué no", ancho=36),
        ),
        fecha=contexto.hoy,
    )
    rows = [
        (
            numero or contact.comparendo,
            contact.nombre,
            contact.identificacion,
            contact.destino,
            contact.fecha,
            RESULTADOS[contact.resultado],
            "Sí" if contact.cuenta else "No",
            contact.razon,
        )
        for contact, numero in found
    ]

    def write(path: Path) -> None:
        escribir_libro(path, sheet, rows)

    escribir_atomico(destino, write)


def _campana(session: Session, entidad_id: int, name: str) -> CampanaRow:
    row = session.scalar(
        select(CampanaRow).where(
            CampanaRow.entidad_id == entidad_id, CampanaRow.nombre == name
        )
    )
    if row is None:
        message = (
            f"No hay una campaña «{name}» registrada. Regístrela primero desde la "
            "lista de expedientes."
        )
        raise NotFoundError(message)
    return row


def _contactos(
    session: Session, campana_id: int
) -> Sequence[tuple[CampanaContactoRow, str | None]]:
    rows = session.execute(
        select(CampanaContactoRow, ExpedienteRow.numero)
        .outerjoin(ExpedienteRow, ExpedienteRow.id == CampanaContactoRow.expediente_id)
        .where(CampanaContactoRow.campana_id == campana_id)
        .order_by(CampanaContactoRow.id)
    )
    return [(contact, numero) for contact, numero in rows]


def _impreso(contact: CampanaContactoRow, numero: str | None) -> ContactoCampana:
    return ContactoCampana(
        expediente=numero or f"Comparendo {contact.comparendo}",
        nombre=contact.nombre,
        identificacion=contact.identificacion,
        destino=contact.destino,
        fecha=fecha_corta(contact.fecha),
        resultado=RESULTADOS[contact.resultado],
        cuenta="Sí" if contact.cuenta else "No",
    )


def _efecto(clase: str, counted: int, total: int) -> str:
    if clase != COBRO:
        return (
            "Es una campaña de sensibilización: se registra aparte y no cuenta como "
            "gestión de cobro de ningún expediente."
        )
    rest = total - counted
    others = (
        f" En {cantidad(rest, 'caso', 'casos')} no cuenta: el título no está "
        "admitido, el expediente terminó o no había a dónde enviarlo."
        if rest
        else ""
    )
    return (
        f"Cuenta como gestión persuasiva en {cantidad(counted, 'expediente')}.{others}"
    )


PROPIOS_OFICINA: Mapping[str, Callable[[LecturaOficina], Mapping[str, Any]]] = {
    REGISTRO: datos_de_la_campana,
}
"""What the kinds of this family know besides what is typed."""
