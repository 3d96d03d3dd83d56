"""Cases lent and given back, on the record (B12); who has what is in `prestados`."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UnreadableFileError,
)
from cobro_desktop.formats import fecha_corta, fecha_larga
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.electronico.orden import caso_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.traslado.prestados import ENTRADA, SALIDA
from cobro_desktop.storage.rows import ExpedienteRow, PrestamoRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

_LARGO: Final = 200


@dataclass(frozen=True, slots=True)
class Prestar:
    """To whom the cases of a package are lent."""

    quien: str
    hasta: dt.date | None = None
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class TerminarPrestamo:
    """End a loan without a package: the case did not change, or never will come."""

    expediente_id: int
    motivo: str


def revisar(prestar: Prestar, hoy: dt.date) -> Prestar:
    """Return a loan as it will be written.

    Raises:
        InvalidDataError: nobody to lend to, a name too long, or it ends before today.
    """
    who = " ".join(prestar.quien.split())
    if not who:
        message = "Escriba a quién se presta: la oficina o la persona. No se hizo nada."
        raise InvalidDataError(message)
    if len(who) > _LARGO:
        message = (
            f"El nombre de a quién se presta pasa de {_LARGO} caracteres: escríbalo "
            "más corto. No se hizo nada."
        )
        raise InvalidDataError(message)
    if prestar.hasta is not None and prestar.hasta < hoy:
        message = (
            f"El préstamo no puede terminar el {fecha_larga(prestar.hasta)}, antes de "
            "hoy. No se hizo nada."
        )
        raise InvalidDataError(message)
    return Prestar(who, prestar.hasta, " ".join(prestar.motivo.split()))


def exigir_en_casa(session: Session, casos: Sequence[ExpedienteRow]) -> None:
    """Refuse to lend, or to give back, what another office has now.

    Raises:
        NotAllowedError: names them.
    """
    for case in casos:
        row = _abierto(session, case.id)
        if row is not None and row.sentido == SALIDA:
            message = (
                f"{case.numero} ya está prestado a {row.quien} desde el "
                f"{fecha_larga(row.desde)}. No se hizo nada: reciba primero el paquete "
                "con que lo devuelven, o termine ese préstamo."
            )
            raise NotAllowedError(message, {"expediente": case.numero})


def datos_de_prestamo(prestar: Prestar, desde: dt.date, de: str) -> dict[str, Any]:
    """Return what the package says of the loan of a case."""
    return {
        "uid": uuid.uuid4().hex,
        "quien": prestar.quien,
        "de": de,
        "desde": desde.isoformat(),
        "hasta": prestar.hasta.isoformat() if prestar.hasta else None,
        "motivo": prestar.motivo,
    }


def salir(tx: Transaction, case: ExpedienteRow, datos: Mapping[str, Any]) -> None:
    """Write that a case was lent."""
    _escribir(tx, case, datos, SALIDA, str(datos["quien"]))


def devolucion_de(session: Session, expediente_id: int) -> dict[str, Any] | None:
    """Return what the package that gives a case back says; None if it was not lent."""
    row = _abierto(session, expediente_id)
    if row is None or row.sentido != ENTRADA:
        return None
    return {"uid": row.uid, "vuelve": True}


def devolver(tx: Transaction, case: ExpedienteRow, archivo: str) -> None:
    """Write that what was lent to us went back."""
    row = _abierto(tx.session, case.id)
    if row is not None and row.sentido == ENTRADA:
        _cerrar(tx, row, f"Se devolvió en el paquete «{archivo}».")


def llegar(
    tx: Transaction, case: ExpedienteRow, datos: Mapping[str, Any], archivo: str
) -> str:
    """Follow what a package says of a loan; returns it in a sentence, or nothing.

    Raises:
        UnreadableFileError: it says what a loan cannot be.
    """
    if not datos:
        return ""
    uid = str(datos.get("uid", ""))
    row = tx.session.scalar(select(PrestamoRow).where(PrestamoRow.uid == uid).limit(1))
    if datos.get("vuelve"):
        if row is None or row.sentido != SALIDA or row.devuelto is not None:
            return ""
        _cerrar(tx, row, f"Volvió en el paquete «{archivo}».")
        return f"{case.numero} volvió de {row.quien}."
    if row is not None:
        return ""
    try:
        _escribir(tx, case, datos, ENTRADA, str(datos.get("de") or "otra oficina"))
    except (KeyError, TypeError, ValueError):
        message = (
            "El paquete trae un préstamo que no se entiende. No se guardó nada: pida "
            "que lo hagan otra vez."
        )
        raise UnreadableFileError(message) from None
    until = datos.get("hasta")
    told = f" hasta el {fecha_corta(dt.date.fromisoformat(until))}" if until else ""
    return f"{case.numero} llegó en préstamo{told}."


def terminar_prestamo(
    command: TerminarPrestamo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """End the loan of a case without a package, with its reason on record.

    Raises:
        NotFoundError: there is no such case.
        NotAllowedError: it is not lent.
        InvalidDataError: no reason.
    """
    reason = " ".join(command.motivo.split()).rstrip(".")
    if not reason:
        message = (
            "Escriba por qué se termina el préstamo sin recibir el paquete: queda "
            "registrado. No se hizo nada."
        )
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "terminar_prestamo") as tx:
        case = caso_de(tx, command.expediente_id)
        row = _abierto(tx.session, case.id)
        if row is None:
            message = f"{case.numero} no está prestado. No se hizo nada."
            raise NotAllowedError(message)
        _cerrar(tx, row, f"Se terminó sin paquete: {reason}.")
        loan = (
            f"el préstamo a {row.quien} sin recibir paquete"
            if row.sentido == SALIDA
            else f"el préstamo de {row.quien} sin devolver paquete"
        )
        texto = f"Se terminó {loan}: {reason}."
        acto = Acto(
            tipo=TipoActuacion.NOTA,
            texto=texto,
            fecha=contexto.hoy,
            datos={"paquete": {"prestamo": row.uid}},
        )
        registrar(tx, case, acto)
        tx.tell(f"{case.numero}: {texto}")
    datos: dict[str, object] = {"expedientes": [case.numero], "terminado": True}
    return Changes(frozenset({case.id}), resumen=f"{case.numero}: {texto}", datos=datos)


def _escribir(
    tx: Transaction,
    case: ExpedienteRow,
    datos: Mapping[str, Any],
    sentido: str,
    quien: str,
) -> None:
    until = datos.get("hasta")
    row = PrestamoRow(
        uid=str(datos["uid"])[:_LARGO],
        expediente_id=case.id,
        sentido=sentido,
        quien=quien[:_LARGO],
        desde=dt.date.fromisoformat(datos["desde"]),
        hasta=dt.date.fromisoformat(until) if until else None,
        motivo=str(datos.get("motivo", ""))[:_LARGO],
        usuario=tx.usuario.login,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("prestamo", row.id)


def _cerrar(tx: Transaction, row: PrestamoRow, how: str) -> None:
    row.devuelto, row.cierre = tx.contexto.hoy, how
    tx.session.flush()
    tx.touch("prestamo", row.id)


def _abierto(session: Session, expediente_id: int) -> PrestamoRow | None:
    return session.scalar(
        select(PrestamoRow)
        .where(
            PrestamoRow.expediente_id == expediente_id,
            PrestamoRow.devuelto.is_(None),
        )
        .order_by(PrestamoRow.id.desc())
        .limit(1)
    )
