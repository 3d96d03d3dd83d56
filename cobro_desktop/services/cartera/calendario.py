"""The calendar of the office: what each institution owes in a year."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.assets import assets
from cobro_desktop.domain.calendario_oficina import (
    EstadoTarea,
    ReglaAnual,
    Ventana,
    estado_de,
    tareas_de,
)
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.cartera.comun import corrida_id_de
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    CorridaRow,
    DocumentoRow,
    EntidadRow,
    TareaOficinaRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.calendario_oficina import TareaDelAnio
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

ARCHIVO: Final = "calendario_anual.toml"
QUIENES: Final = ("AUX", "PRO", "COO", "JEF", "FIN", "SUB", "REP", "COM")
_DIA: Final = re.compile(r"(\d{2})-(\d{2})")
_AVISOS: Final = (15, 5, 1)
"""Calendar days before the last one on which an agenda reminds of a task."""


class Tarea(NamedTuple):
    """A task of an institution in a year, and how it stands."""

    sigla: str
    clave: str
    """`bdme:junio`, `revelaciones`."""
    nombre: str
    norma: str
    verificado: bool
    ayuda: str
    entrada: str
    desde: dt.date
    vence: dt.date
    estado: EstadoTarea
    hecha: dt.date | None
    hizo: str
    nota: str
    corrida: str
    """Number of the run that did it."""
    documento: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarcarHecha:
    """Say that a task of the year is done."""

    sigla: str
    clave: str
    anio: int
    fecha: dt.date
    nota: str = ""
    corrida: str = ""
    """Number of the run that did it."""
    documento_id: int | None = None


def load_calendario(folder: Carpeta | None = None) -> tuple[ReglaAnual, ...]:
    """Return what comes back each year, in the order of the file.

    Raises:
        InvalidDataError: the file says what cannot be.
    """
    root: Carpeta = folder or assets("resources")
    text = (root / "referencia" / ARCHIVO).read_text(encoding="utf-8")
    return tuple(_regla(entry) for entry in tomllib.loads(text)["tarea"])


def ver_calendario(
    workspace: Workspace, anio: int, hoy: dt.date, sigla: str = ""
) -> list[Tarea]:
    """Return the tasks of a year, by the day on which they end.

    Raises:
        NotFoundError: the base has no such institution.
    """
    reglas = load_calendario(workspace.recursos)
    with workspace.base.read() as session:
        found: list[Tarea] = []
        for entidad in _entidades(session, sigla):
            done = _hechas(session, entidad.id, anio)
            for tarea in tareas_de(reglas, entidad.sigla, anio):
                row = done.get((tarea.regla.id, tarea.periodo))
                found.append(_tarea(session, tarea, row, hoy))
    return sorted(found, key=lambda t: (t.vence, t.sigla, t.clave))


def marcar_hecha(
    command: MarcarHecha, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record who did a task and when, and with which run or document.

    Raises:
        NotFoundError: no such institution, task, run or document.
        InvalidDataError: a day after today, or before the task can be done.
        ConflictError: it is done already; says by whom.
        NotAllowedError: the run or the document is of another institution.
    """
    with transaction(workspace, contexto, "tarea_oficina") as tx:
        tx.require_role(QUIENES, "marcar tareas de la oficina")
        entidad = _entidades(tx.session, command.sigla)[0]
        tarea = _buscar(workspace, command)
        _revisar_fecha(command.fecha, tarea, contexto.hoy)
        _libre(tx, entidad.id, tarea)
        papers = (
            _corrida(tx, entidad, command.corrida),
            _documento(tx, entidad, command.documento_id),
        )
        escribir_hecha(tx, entidad.id, tarea, command, papers)
        late = " Se hizo fuera de término." if command.fecha > tarea.vence else ""
        texto = (
            f"{command.sigla}: se hizo «{tarea.regla.nombre}» el "
            f"{fecha_larga(command.fecha)}.{late}"
        )
        tx.tell(texto)
    datos: dict[str, object] = {"tarea": command.clave, "tarde": bool(late)}
    return Changes(resumen=texto, datos=datos)


def ya_hecha(session: Session, entidad_id: int, tarea: TareaDelAnio) -> bool:
    """Tell whether somebody did a task."""
    row = _hechas(session, entidad_id, tarea.anio).get((tarea.regla.id, tarea.periodo))
    return row is not None and row.hecha is not None


def escribir_hecha(
    tx: Transaction,
    entidad_id: int,
    tarea: TareaDelAnio,
    command: MarcarHecha,
    papers: tuple[int | None, int | None],
) -> None:
    """Write that a task was done, with the run and the document that prove it."""
    corrida_id, documento_id = papers
    row = TareaOficinaRow(
        entidad_id=entidad_id,
        regla=tarea.regla.id,
        anio=tarea.anio,
        periodo=tarea.periodo,
        nombre=tarea.regla.nombre,
        norma=tarea.regla.norma,
        desde=tarea.desde,
        vence=tarea.vence,
        hecha=command.fecha,
        hizo=tx.contexto.usuario,
        nota=" ".join(command.nota.split()),
        corrida_id=corrida_id,
        documento_id=documento_id,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("tarea_oficina", row.id)


def exportar_calendario(
    destino: Path, workspace: Workspace, anio: int, hoy: dt.date
) -> Changes:
    """Write what is left of a year as reminders for another agenda (.ics).

    Raises:
        InvalidDataError: the name does not end in `.ics`.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.ics import Evento, calendario_ics
    from cobro_desktop.storage.archivos import escribir_atomico

    if destino.suffix.casefold() != ".ics":
        message = f"«{destino.name}» debe terminar en .ics. No se escribió nada."
        raise InvalidDataError(message)
    left = [
        t
        for t in ver_calendario(workspace, anio, hoy)
        if t.estado is not EstadoTarea.HECHA
    ]
    events = [
        Evento(
            uid=f"{t.sigla}-{t.clave}-{anio}@cobro-desktop",
            titulo=f"{t.sigla}: {t.nombre}",
            descripcion=f"{t.ayuda}\n{t.norma}",
            fecha=t.vence,
            avisos=tuple(t.vence - dt.timedelta(days=n) for n in _AVISOS),
            categorias=("Oficina",),
        )
        for t in left
    ]
    escribir_atomico(destino, calendario_ics(events, "Calendario de la oficina", hoy))
    resumen = f"Se escribió {cantidad(len(left), 'tarea')} en «{destino.name}»."
    return Changes(
        resumen=resumen, datos={"tareas": len(left), "archivo": str(destino)}
    )


def _regla(entry: Mapping[str, Any]) -> ReglaAnual:
    try:
        return ReglaAnual(
            id=str(entry["id"]),
            nombre=str(entry["nombre"]),
            norma=str(entry["norma"]),
            verificado=bool(entry["verificado"]),
            entidades=tuple(entry["entidades"]),
            ventanas=tuple(
                Ventana(_dia(v["desde"]), _dia(v["hasta"]), str(v.get("periodo", "")))
                for v in entry["ventanas"]
            ),
            ayuda=str(entry.get("ayuda", "")),
            entrada=str(entry.get("entrada", "")),
        )
    except (KeyError, ValueError) as error:
        message = f"En «{ARCHIVO}» hay una tarea mal escrita: {error}."
        raise InvalidDataError(message, {"archivo": ARCHIVO}) from error


def _dia(text: str) -> tuple[int, int]:
    found = _DIA.fullmatch(text)
    if found is None:
        message = f"«{text}» no es un día mes-día, como 06-10"
        raise ValueError(message)
    month, day = (int(part) for part in found.groups())
    dt.date(2001, month, day)
    return month, day


def _entidades(session: Session, sigla: str) -> Sequence[EntidadRow]:
    query = select(EntidadRow).order_by(EntidadRow.sigla)
    if sigla:
        query = query.where(EntidadRow.sigla == sigla)
    rows = session.scalars(query).all()
    if sigla and not rows:
        message = f"En esta base no hay una entidad «{sigla}»."
        raise NotFoundError(message)
    return rows


def _hechas(
    session: Session, entidad_id: int, anio: int
) -> dict[tuple[str, str], TareaOficinaRow]:
    rows = session.scalars(
        select(TareaOficinaRow).where(
            TareaOficinaRow.entidad_id == entidad_id, TareaOficinaRow.anio == anio
        )
    )
    return {(row.regla, row.periodo): row for row in rows}


def _tarea(
    session: Session, tarea: TareaDelAnio, row: TareaOficinaRow | None, hoy: dt.date
) -> Tarea:
    run = session.get(CorridaRow, row.corrida_id) if row and row.corrida_id else None
    paper = (
        session.get(DocumentoRow, row.documento_id)
        if row and row.documento_id
        else None
    )
    done = row.hecha if row else None
    return Tarea(
        sigla=tarea.sigla,
        clave=tarea.clave,
        nombre=tarea.regla.nombre,
        norma=tarea.regla.norma,
        verificado=tarea.regla.verificado,
        ayuda=tarea.regla.ayuda,
        entrada=tarea.regla.entrada,
        desde=tarea.desde,
        vence=tarea.vence,
        estado=estado_de(tarea.desde, tarea.vence, done, hoy),
        hecha=done,
        hizo=_nombre(session, row.hizo) if row else "",
        nota=row.nota if row else "",
        corrida=run.numero if run else "",
        documento=paper.nombre if paper else "",
    )


def _nombre(session: Session, login: str) -> str:
    found = session.scalar(select(UsuarioRow.nombre).where(UsuarioRow.login == login))
    return found or login


def _buscar(workspace: Workspace, command: MarcarHecha) -> TareaDelAnio:
    reglas = load_calendario(workspace.recursos)
    known = list(tareas_de(reglas, command.sigla, command.anio))
    for tarea in known:
        if tarea.clave == command.clave:
            return tarea
    keys = ", ".join(t.clave for t in known)
    message = (
        f"{command.sigla} no tiene en {command.anio} la tarea «{command.clave}». Las "
        f"que tiene son: {keys or 'ninguna'}."
    )
    raise NotFoundError(message, {"tareas": [t.clave for t in known]})


def _revisar_fecha(fecha: dt.date, tarea: TareaDelAnio, hoy: dt.date) -> None:
    if tarea.desde <= fecha <= hoy:
        return
    message = (
        f"La fecha {fecha_larga(fecha)} no sirve: la tarea se hace desde el "
        f"{fecha_larga(tarea.desde)} y hoy es {fecha_larga(hoy)}. No se cambió nada."
    )
    raise InvalidDataError(message)


def _libre(tx: Transaction, entidad_id: int, tarea: TareaDelAnio) -> None:
    row = _hechas(tx.session, entidad_id, tarea.anio).get(
        (tarea.regla.id, tarea.periodo)
    )
    if row is not None and row.hecha is not None:
        message = (
            f"«{tarea.regla.nombre}» ya se hizo el {fecha_larga(row.hecha)}: lo "
            f"registró {_nombre(tx.session, row.hizo)}. No se cambió nada."
        )
        raise ConflictError(message)


def _corrida(tx: Transaction, entidad: EntidadRow, numero: str) -> int | None:
    if not numero:
        return None
    found = tx.session.get_one(CorridaRow, corrida_id_de(tx.session, numero))
    if found.entidad_id != entidad.id:
        message = f"La corrida {numero} es de otra entidad. No se cambió nada."
        raise NotAllowedError(message)
    return found.id


def _documento(
    tx: Transaction, entidad: EntidadRow, documento_id: int | None
) -> int | None:
    if documento_id is None:
        return None
    found = tx.session.get(DocumentoRow, documento_id)
    if found is None:
        message = f"No existe el documento {documento_id}."
        raise NotFoundError(message)
    if found.entidad_id != entidad.id:
        message = f"El documento {documento_id} es de otra entidad. No se cambió nada."
        raise NotAllowedError(message)
    return found.id
