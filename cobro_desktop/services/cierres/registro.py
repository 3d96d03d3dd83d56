"""Closes a month, opens it again with a reason, and says what changed since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, mes_y_anio
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.cierres.cifras import (
    Cambio,
    cambios,
    cifras_del_mes,
    huella_de,
    ultimo_dia,
)
from cobro_desktop.services.entidades_presentes import sigla_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage import bitacora
from cobro_desktop.storage.rows import CierreMesRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

ORDEN: Final = "cerrar_mes"
"""Name of the command in the audit log."""
ROLES: Final = (Rol.COO, Rol.FIN, Rol.JEF)


@dataclass(frozen=True, slots=True)
class CerrarMes:
    """Freeze the figures of a month."""

    mes: str
    """`AAAA-MM`."""
    sigla: str = ""
    """Empty for the only institution of the base."""
    motivo: str = ""
    """Why it is closed again, when it was closed before."""


@dataclass(frozen=True, slots=True)
class Cierre:
    """A month as it was closed."""

    id: int
    sigla: str
    mes: dt.date
    """Its last day."""
    orden: int
    datos: Mapping[str, Any]
    huella: str
    anterior: str
    bitacora: str
    motivo: str
    usuario: str
    creado_en: dt.datetime


def cerrar_mes(command: CerrarMes, workspace: Workspace, contexto: Contexto) -> Changes:
    """Freeze a month; its certificate can be printed at any time.

    Raises:
        InvalidDataError: it is no month, or several institutions and none named.
        NotAllowedError: it has not ended, it is closed and no reason was given, or
            the user may not close.
    """
    mes = ultimo_dia(command.mes)
    name = mes_y_anio(mes)
    if mes >= contexto.hoy:
        message = f"{name.capitalize()} no ha terminado: se cierra desde el día 1 del "
        message += "mes siguiente. No se cerró nada."
        raise NotAllowedError(message)
    with transaction(workspace, contexto, ORDEN) as tx:
        tx.require_role(ROLES, "cerrar el mes")
        sigla = sigla_de(tx.session, command.sigla)
        entidad_id = workspace.entidad(tx.session, sigla).id
        before = _del_mes(tx.session, entidad_id, mes)
        if before and not command.motivo.strip():
            message = (
                f"{name.capitalize()} ya se cerró. Para cerrarlo otra vez escriba el "
                "motivo: el cierre anterior se conserva."
            )
            raise NotAllowedError(message)
        last = _ultimo(tx.session, entidad_id)
        previous = last.huella if last else ""
        datos = cifras_del_mes(tx.session, entidad_id, sigla, mes)
        head = bitacora.cabeza(tx.session)
        row = CierreMesRow(
            entidad_id=entidad_id,
            mes=mes,
            orden=len(before) + 1,
            datos=datos,
            huella=huella_de(datos, previous),
            anterior=previous,
            bitacora=f"{head.seq}:{head.huella}" if head else "",
            motivo=command.motivo.strip() if before else "",
            usuario=contexto.usuario,
            creado_en=tx.ahora,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("cierre_mes", row.id)
        texto = f"{sigla}: se cerró {name}. Huella {row.huella[:16]}."
        tx.tell(texto, despues=_dicho(row))
        result: dict[str, object] = {
            "cierre": row.id,
            "huella": row.huella,
            "cifras": datos,
        }
    return Changes(resumen=texto, datos=result)


def cierres(workspace: Workspace, sigla: str = "") -> list[Cierre]:
    """Return the closes of an institution, the latest month first.

    Raises:
        NotFoundError: the base has no case of it.
        InvalidDataError: there are several institutions and none was named.
    """
    with workspace.base.read() as session:
        name = sigla_de(session, sigla)
        entidad_id = workspace.entidad(session, name).id
        row = CierreMesRow
        query = (
            select(row)
            .where(row.entidad_id == entidad_id)
            .order_by(row.mes.desc(), row.orden.desc())
        )
        return [_cierre(one, name) for one in session.scalars(query)]


def cierre_de(workspace: Workspace, sigla: str, mes: str, orden: int = 0) -> Cierre:
    """Return a close of a month: the last one, or the one of that order.

    Raises:
        NotFoundError: it was never closed, or not so many times.
    """
    wanted = ultimo_dia(mes)
    made = [c for c in cierres(workspace, sigla) if c.mes == wanted]
    found = next((c for c in made if orden in {0, c.orden}), None)
    if found is None:
        name = mes_y_anio(wanted).capitalize()
        message = f"{name} no se ha cerrado."
        if made:
            times = cantidad(len(made), "vez", "veces")
            message = f"{name} se cerró {times}: no hay un cierre n.º {orden}."
        raise NotFoundError(message)
    return found


def cambios_desde(workspace: Workspace, cierre: Cierre) -> list[Cambio]:
    """Return the figures that the base gives now and that are not the frozen ones."""
    with workspace.base.read() as session:
        entidad_id = workspace.entidad(session, cierre.sigla).id
        now = cifras_del_mes(session, entidad_id, cierre.sigla, cierre.mes)
    return cambios(cierre.datos, now)


def rotos(session: Session) -> list[str]:
    """Return what is wrong in the chains of closes, in sentences.

    A close is held by its own fingerprint, by the close after it, and by the entry of
    the audit log that told it.
    """
    found: list[str] = []
    last: dict[int, str] = {}
    rows = session.scalars(select(CierreMesRow).order_by(CierreMesRow.id)).all()
    told = {
        key: dicha
        for dicha in bitacora.dichas(session, ORDEN)
        for key in dicha.entrada["ids"].get("cierre_mes", ())
    }
    for row in rows:
        previous = last.get(row.entidad_id, "")
        name = mes_y_anio(row.mes)
        if row.anterior != previous:
            found.append(f"El cierre de {name} no sigue al que se hizo antes.")
        elif row.huella != huella_de(row.datos, row.anterior):
            found.append(f"Las cifras del cierre de {name} no son las que se sellaron.")
        elif not _consta(row, told.get(row.id)):
            found.append(f"El cierre de {name} no es el que la bitácora registra.")
        last[row.entidad_id] = row.huella
    gone = len(told.keys() - {row.id for row in rows})
    if gone:
        many = "un cierre que ya no está" if gone == 1 else "cierres que ya no están"
        found.append(f"La bitácora registra {many}.")
    return found


def _dicho(row: CierreMesRow) -> str:
    """Return what the audit log keeps of a close."""
    again = f" · {row.motivo}" if row.motivo else ""
    return f"{row.huella} · {row.mes:%Y-%m} n.º {row.orden}{again}"


def _consta(row: CierreMesRow, told: bitacora.Dicha | None) -> bool:
    """Tell whether a close is the one of its entry in the audit log.

    Those of the first version told only their fingerprint.
    """
    if told is None:
        return False
    entry = told.entrada
    made = dt.datetime.fromisoformat(entry["utc"]) == row.creado_en
    said = told.despues in {None, row.huella, _dicho(row)}
    return made and said and entry["usuario"] == row.usuario


def _del_mes(session: Session, entidad_id: int, mes: dt.date) -> Sequence[CierreMesRow]:
    row = CierreMesRow
    query = select(row).where(row.entidad_id == entidad_id, row.mes == mes)
    return session.scalars(query).all()


def _ultimo(session: Session, entidad_id: int) -> CierreMesRow | None:
    """Return the last close that was made, of whatever month."""
    row = CierreMesRow
    query = select(row).where(row.entidad_id == entidad_id).order_by(row.id.desc())
    return session.scalars(query.limit(1)).first()


def _cierre(row: CierreMesRow, sigla: str) -> Cierre:
    return Cierre(
        row.id,
        sigla,
        row.mes,
        row.orden,
        row.datos,
        row.huella,
        row.anterior,
        row.bitacora,
        row.motivo,
        row.usuario,
        row.creado_en,
    )
