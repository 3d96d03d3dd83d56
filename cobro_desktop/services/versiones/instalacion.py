"""Install a new version of a procedure from its file (F38)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.diferencias import diferencias
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.procedimientos import leer_texto, parse_procedimiento
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.versiones.vigencia import instaladas, vigente
from cobro_desktop.storage.rows import ExpedienteRow, ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Final

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.diferencias import Diferencia
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.ADM, Rol.COO, Rol.JEF)


@dataclass(frozen=True, slots=True)
class InstalarVersion:
    """Bring a version of a procedure; new cases take it from its date."""

    archivo: Path
    simular: bool = False
    codigo: str = ""
    """The procedure that the person means; empty: the file says it."""


class Instalacion(NamedTuple):
    """What installing a file does, or would do."""

    procedimiento: Procedimiento
    anterior: Procedimiento | None
    """What new cases take until then; None for a procedure that is new here."""
    diferencias: Sequence[Diferencia]
    desde: dt.date | None
    """First day of new cases; None: at once."""
    abiertos: int
    """Open cases of other versions, which stay on theirs."""
    igual: bool
    """The same text is installed already: there is nothing to do."""

    @property
    def resumen(self) -> str:
        """What happens, in Spanish."""
        p = self.procedimiento
        name = f"{p.codigo}, versión {p.version}"
        if self.igual:
            return f"{name} ya estaba instalada, con el mismo contenido."
        since = f"desde el {fecha_larga(self.desde)}" if self.desde else "desde hoy"
        if self.anterior is None:
            return f"{name} es un procedimiento nuevo en esta base."
        changes = cantidad(len(self.diferencias), "diferencia")
        stay = cantidad(self.abiertos, "expediente abierto sigue en la suya",
                        "expedientes abiertos siguen en la suya")  # fmt: skip
        return (
            f"{name}: {changes} con la versión {self.anterior.version}. Los "
            f"expedientes nuevos la toman {since}; {stay}."
        )


def prever_instalacion(
    command: InstalarVersion, workspace: Workspace, contexto: Contexto
) -> Instalacion:
    """Say what installing a file would change; writes nothing.

    Raises:
        NotFoundError: no such file, or an unknown institution.
        UnreadableFileError: it is no text, or too large to be a procedure.
        InvalidDataError: it has faults, it is another procedure, or its version is
            not newer and says something else.
    """
    texto = leer_texto(command.archivo)
    procedimiento = parse_procedimiento(texto, command.archivo.name)
    _exigir_codigo(command, procedimiento, workspace)
    with workspace.base.read() as session:
        return juzgar(session, workspace, contexto, procedimiento, texto)


def instalar_version(
    command: InstalarVersion, workspace: Workspace, contexto: Contexto
) -> tuple[Instalacion, Changes]:
    """Install the version of a file; the same text twice changes nothing.

    Raises:
        NotFoundError: no such file, or an unknown institution.
        UnreadableFileError: it is no text, or too large to be a procedure.
        InvalidDataError: it has faults, it is another procedure, or its version is
            not newer and says something else.
        NotAllowedError: the user's role may not install procedures.
    """
    found = prever_instalacion(command, workspace, contexto)
    if command.simular or found.igual:
        return found, Changes(resumen=found.resumen, datos=_datos(found, hecho=False))
    texto = leer_texto(command.archivo)
    with transaction(workspace, contexto, "instalar_version") as tx:
        tx.require_role(QUIENES, "instalar procedimientos")
        found = juzgar(tx.session, workspace, contexto, found.procedimiento, texto)
        if not found.igual:
            escribir(tx, found.procedimiento, texto)
        tx.tell(found.resumen, despues=f"{command.archivo.name}")
    workspace.olvidar()
    changes = Changes(
        lista=True, resumen=found.resumen, datos=_datos(found, hecho=True)
    )
    return found, changes


def juzgar(
    session: Session,
    workspace: Workspace,
    contexto: Contexto,
    procedimiento: Procedimiento,
    texto: str,
    de_paquete: str = "",
) -> Instalacion:
    """Compare a version with what the base has.

    `de_paquete` is the institution of the pack that brings it, which the base may
    not know yet.

    Raises:
        NotFoundError: an unknown institution.
        InvalidDataError: the version is there with another text, or a newer one is;
            its code or alias belongs to another procedure or institution.
    """
    sigla = de_paquete or workspace.perfil(procedimiento.sigla).sigla
    _sin_choque(workspace, procedimiento)
    rows = instaladas(session, procedimiento.codigo)
    known = {row.version: row.contenido for row in rows}
    for shipped in workspace.catalogo.versiones(procedimiento.codigo):
        known.setdefault(shipped.version, workspace.catalogo.texto(shipped))
    igual = known.get(procedimiento.version) == texto
    installed = procedimiento.version in {row.version for row in rows}
    if not igual:
        _exigir_nueva(procedimiento, known)
    now = vigente(session, procedimiento.codigo, contexto.hoy)
    anterior = workspace.procedimiento(session, now.id) if now else None
    if anterior is None:
        older = [
            p
            for p in workspace.catalogo.versiones(procedimiento.codigo)
            if p.version < procedimiento.version
        ]
        anterior = older[0] if older else None
    if anterior is not None and anterior.sigla != sigla:
        mensaje = (
            f"{procedimiento.codigo} es un procedimiento de {anterior.sigla}, y el "
            f"archivo dice que es de {sigla}. No se instaló nada."
        )
        raise InvalidDataError(mensaje)
    desde = procedimiento.vigente_desde
    return Instalacion(
        procedimiento=procedimiento,
        anterior=anterior,
        diferencias=diferencias(anterior, procedimiento) if anterior else (),
        desde=desde if desde and desde > contexto.hoy else None,
        abiertos=_abiertos(session, procedimiento.codigo),
        igual=igual and installed,
    )


def escribir(
    tx: Transaction,
    procedimiento: Procedimiento,
    texto: str,
    entidad_id: int | None = None,
) -> ProcedimientoRow:
    """Keep a version in the base, with what ships before it if nothing is."""
    entidad_id = entidad_id or tx.workspace.entidad(tx.session, procedimiento.sigla).id
    if not instaladas(tx.session, procedimiento.codigo):
        for older in tx.workspace.catalogo.versiones(procedimiento.codigo):
            if older.version < procedimiento.version:
                _fila(tx, older, tx.workspace.catalogo.texto(older), entidad_id)
                break
    return _fila(tx, procedimiento, texto, entidad_id)


def _fila(
    tx: Transaction, procedimiento: Procedimiento, texto: str, entidad_id: int
) -> ProcedimientoRow:
    row = ProcedimientoRow(
        entidad_id=entidad_id,
        codigo=procedimiento.codigo,
        version=procedimiento.version,
        vigente=True,
        sha256=hashlib.sha256(texto.encode()).hexdigest(),
        contenido=texto,
        instalado_en=tx.ahora,
        desde=procedimiento.vigente_desde,
        usuario=tx.contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("procedimiento", row.id)
    return row


def _exigir_codigo(
    command: InstalarVersion, procedimiento: Procedimiento, workspace: Workspace
) -> None:
    if not command.codigo:
        return
    wanted = workspace.catalogo.buscar(command.codigo).codigo
    if wanted != procedimiento.codigo:
        mensaje = (
            f"«{command.archivo.name}» es el procedimiento {procedimiento.codigo}, no "
            f"{wanted}. No se instaló nada; elija el archivo de {wanted}."
        )
        raise InvalidDataError(mensaje, {"codigo": procedimiento.codigo})


def _exigir_nueva(procedimiento: Procedimiento, known: dict[int, str]) -> None:
    newest = max(known, default=0)
    version = procedimiento.version
    if version > newest:
        return
    if version in known:
        mensaje = (
            f"La versión {version} de {procedimiento.codigo} ya existe y dice otra "
            f"cosa. Una versión no se cambia: dele al archivo la {newest + 1}. No se "
            "instaló nada."
        )
    else:
        mensaje = (
            f"El archivo es la versión {version} de {procedimiento.codigo} y ya hay "
            f"una más nueva, la {newest}. No se instaló nada."
        )
    raise InvalidDataError(mensaje, {"version": version, "ultima": newest})


def _sin_choque(workspace: Workspace, procedimiento: Procedimiento) -> None:
    """Refuse a code or alias that names another procedure already."""
    for nombre in (procedimiento.codigo, *procedimiento.alias):
        owner = workspace.catalogo.dueno(nombre)
        if owner is not None and owner.codigo != procedimiento.codigo:
            mensaje = (
                f"«{nombre}» ya nombra el procedimiento {owner.codigo} de "
                f"{owner.sigla}. Cambie el código o el alias del archivo; no se "
                "instaló nada."
            )
            raise InvalidDataError(mensaje, {"codigo": nombre})


def _abiertos(session: Session, codigo: str) -> int:
    count = session.scalar(
        select(func.count(ExpedienteRow.id))
        .join(ProcedimientoRow, ProcedimientoRow.id == ExpedienteRow.procedimiento_id)
        .where(
            ProcedimientoRow.codigo == codigo,
            ExpedienteRow.estado.in_(["ABIERTO", "SUSPENDIDO"]),
            ExpedienteRow.lote_anulado_id.is_(None),
        )
    )
    return int(count or 0)


def _datos(found: Instalacion, *, hecho: bool) -> dict[str, object]:
    p, before = found.procedimiento, found.anterior
    return {
        "codigo": p.codigo,
        "version": p.version,
        "anterior": before.version if before else None,
        "desde": found.desde.isoformat() if found.desde else None,
        "expedientes_abiertos": found.abiertos,
        "igual": found.igual,
        "instalado": hecho,
        "diferencias": en_json(found.diferencias),
    }


def en_json(rows: Sequence[Diferencia]) -> list[dict[str, str]]:
    """Return the differences as JSON values."""
    return [
        {
            "numero": d.numero,
            "actividad": d.actividad,
            "que": d.que,
            "antes": d.antes,
            "despues": d.despues,
        }
        for d in rows
    ]
