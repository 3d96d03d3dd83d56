"""Closes a month, opens it again with a reason, and says what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import mes_y_anio
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
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

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
    with transaction(workspace, contexto, "cerrar_mes") as tx:
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
        tx.tell(texto, despues=row.huella)
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


def cierre_de(workspace: Workspace, sigla: str, mes: str) -> Cierre:
    """Return the last close of a month.

    Raises:
        NotFoundError: it was never closed.
    """
    wanted = ultimo_dia(mes)
    found = next((c for c in cierres(workspace, sigla) if c.mes == wanted), None)
    if found is None:
        message = f"{mes_y_anio(wanted).capitalize()} no se ha cerrado."
        raise NotFoundError(message)
    return found


def cambios_desde(workspace: Workspace, cierre: Cierre) -> list[Cambio]:
    """Return the figures that the base gives now and that are not the frozen ones."""
    with workspace.base.read() as session:
        entidad_id = workspace.entidad(session, cierre.sigla).id
        now = cifras_del_mes(session, entidad_id, cierre.sigla, cierre.mes)
    return cambios(cierre.datos, now)


def rotos(session: Session) -> list[str]:
    """Return what is wrong in the chains of closes, in sentences."""
    found: list[str] = []
    last: dict[int, str] = {}
    for row in session.scalars(select(CierreMesRow).order_by(CierreMesRow.id)):
        previous = last.get(row.entidad_id, "")
        name = mes_y_anio(row.mes)
        if row.anterior != previous:
            found.append(f"El cierre de {name} no sigue al que se hizo antes.")
        elif row.huella != huella_de(row.datos, row.anterior):
            found.append(f"Las cifras del cierre de {name} no son las que se sellaron.")
        last[row.entidad_id] = row.huella
    return found


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
