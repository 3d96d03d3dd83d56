"""People that one side took out of a case while the other went on with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete

from cobro_desktop.domain.calidades import Calidad, nombre_de
from cobro_desktop.services.trabajo.desvinculacion import apoyos
from cobro_desktop.services.traslado.tablas import TABLAS, campo_de, destino_de
from cobro_desktop.storage.rows import DeudorRow, ObligadoRow, PersonaRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.fusion import Fusion
    from cobro_desktop.storage.base import Row

    Registros = Mapping[str, Mapping[str, Mapping[str, Any]]]

_DEUDOR: Final = "deudor"
_OBLIGADO: Final = "obligado"


def con_quienes_vuelven(fusion: Fusion, aqui: Registros, paquete: Registros) -> Fusion:
    """Bring back who was taken out here and has something new in the package."""
    new = set(fusion.nuevas)
    here = aqui.get(_DEUDOR, {})
    back = {
        named
        for tabla in TABLAS
        for column in tabla.columnas()
        if destino_de(column) == _DEUDOR
        for uid, record in paquete.get(tabla.nombre, {}).items()
        if (tabla.nombre, uid) in new
        and (named := record.get(campo_de(column)))
        and named not in here
        and (_DEUDOR, named) not in new
    }
    if not back:
        return fusion
    owed = [
        (_OBLIGADO, uid)
        for uid, record in paquete.get(_OBLIGADO, {}).items()
        if record.get("deudor") in back and (_OBLIGADO, uid) not in new
    ]
    came = [(_DEUDOR, str(named)) for named in sorted(map(str, back))]
    return replace(fusion, nuevas=(*fusion.nuevas, *came, *owed))


def desvinculados(fusion: Fusion, aqui: Registros, paquete: Registros) -> Iterator[str]:
    """Say who leaves the case, or comes back to it, with the package."""
    for tabla, uid in fusion.retiradas:
        if tabla == _DEUDOR:
            who = _quien(aqui, aqui[_DEUDOR][uid])
            yield f"La otra oficina desvinculó a {who}: aquí también saldrá."
    for tabla, uid in fusion.nuevas:
        if tabla == _DEUDOR:
            who = _quien(paquete, paquete[_DEUDOR][uid])
            yield f"Entra al expediente {who}."


def lo_retiene(session: Session, row: Row) -> str:
    """Say why a row that the other office took out stays here; empty if it may go.

    What hangs from a person that may go is taken out with them.
    """
    hung = isinstance(row, ObligadoRow)
    if isinstance(row, ObligadoRow):
        row = session.get_one(DeudorRow, row.deudor_id)
    if not isinstance(row, DeudorRow):
        return ""
    resting = list(apoyos(session, row))
    if row.rol == Calidad.PRINCIPAL:
        resting = ["la obligación"]
    if resting:
        who = session.get_one(PersonaRow, row.persona_id).nombre
        return (
            f"la otra oficina desvinculó a {who} y aquí sigue: hay a su nombre "
            f"{'; '.join(resting)}."
        )
    if not hung:
        session.execute(delete(ObligadoRow).where(ObligadoRow.deudor_id == row.id))
    return ""


def _quien(filas: Registros, record: Mapping[str, Any]) -> str:
    person = filas.get("persona", {}).get(str(record.get("persona")), {})
    return f"{person.get('nombre', '')} ({nombre_de(str(record.get('rol'))).lower()})"
