"""The form of the CGN that each entity fills: its columns are told once and kept."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.formulario_bdme import (
    MapaFormulario,
    hojas_del_formulario,
    llenar,
)
from cobro_desktop.exchange.libro_bdme import CAMPOS
from cobro_desktop.formats import cantidad
from cobro_desktop.services.bdme.libro import celdas
from cobro_desktop.services.bdme.modelo import SECCIONES
from cobro_desktop.services.bdme.registro import CONSERVAN
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import EntidadRow, ParametroRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

PREFIX = "bdme.formulario."
"""Of the parameters that hold the columns of a form; the section follows."""
_LETRAS = re.compile("[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class LlenarFormulario:
    """Fill a copy of the form with a section of the report."""

    plantilla: Path
    salida: Path
    seccion: str = SeccionBdme.SEMESTRAL
    columnas: Mapping[str, str] = field(default_factory=dict)
    """Datum → column letters; empty for those that the entity told before."""
    hoja: str = ""
    """Empty for the one that was kept, or the first."""
    fila: int = 0
    """First row of data; 0 for the one that was kept, or the one under the titles."""


def mapa_de(workspace: Workspace, sigla: str, seccion: str) -> MapaFormulario | None:
    """Return where an entity puts each datum of a section; None while nobody told."""
    with workspace.base.read() as session:
        return _kept(session, sigla, seccion)


def llenar_formulario(
    command: LlenarFormulario,
    informe: InformeBdme,
    workspace: Workspace,
    contexto: Contexto,
) -> Changes:
    """Fill the form and keep where each datum went, for the next time.

    Raises:
        InvalidDataError: a section, a datum or a column that does not exist, no
            column known, or a file that is no workbook.
        NotAllowedError: the user may not change the columns of the entity.
        StorageError: the file cannot be written; the one that was there stays.
    """
    seccion = _seccion(command.seccion)
    _check_files(command)
    kept = mapa_de(workspace, informe.sigla, seccion)
    mapa = _mapa(command, kept)
    rows = informe.secciones[seccion]
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        every = (cells for row in rows for cells in celdas(row))
        count = llenar(command.plantilla, path, mapa, every)

    with transaction(workspace, contexto, "llenar_formulario_bdme") as tx:
        if mapa != kept:
            tx.require_role(CONSERVAN, "fijar las columnas del formulario del boletín")
            _keep(tx, informe.sigla, seccion, mapa)
        escribir_atomico(command.salida, write)
        with_macros = command.plantilla.suffix.lower() == ".xlsm"
        macros = " Las macros del formulario no pasan a la copia." * with_macros
        texto = (
            f"Se llenó «{command.salida.name}» con {SECCIONES[seccion].lower()} de "
            f"{informe.sigla}: {cantidad(count, 'fila', 'filas')}.{macros}"
        )
        tx.tell(texto)
    digest = hashlib.sha256(command.salida.read_bytes()).hexdigest()
    return Changes(
        resumen=texto,
        datos={
            "archivo": str(command.salida),
            "filas": count,
            "sha256": digest,
            "columnas": dict(mapa.columnas),
        },
    )


def _seccion(wanted: str) -> SeccionBdme:
    try:
        return SeccionBdme(wanted)
    except ValueError:
        known = ", ".join(SeccionBdme)
        message = f"El informe no tiene la sección «{wanted}». Las que tiene: {known}."
        raise InvalidDataError(message) from None


def _mapa(command: LlenarFormulario, kept: MapaFormulario | None) -> MapaFormulario:
    known = [campo.clave for campo in CAMPOS]
    columns = {
        clave.strip().lower(): column.strip().upper()
        for clave, column in command.columnas.items()
    }
    if unknown := sorted(set(columns) - set(known)):
        message = (
            f"El informe no tiene «{', '.join(unknown)}». Los datos que tiene son: "
            f"{', '.join(known)}."
        )
        raise InvalidDataError(message)
    if wrong := [text for text in columns.values() if not _LETRAS.fullmatch(text)]:
        message = f"«{wrong[0]}» no es una columna. Escriba sus letras: A, B, AC…"
        raise InvalidDataError(message)
    if len(set(columns.values())) < len(columns):
        message = "Dos datos van a la misma columna. Deje uno en cada una."
        raise InvalidDataError(message)
    before = kept or MapaFormulario({})
    columns = columns or dict(before.columnas)
    if not columns:
        message = (
            "Todavía no se sabe a qué columna del formulario va cada dato. Dígalo una "
            "vez, por ejemplo --columna numero_doc=B --columna valor=F; queda guardado "
            f"para la entidad. Los datos son: {', '.join(known)}.{_columnas(command)}"
        )
        raise InvalidDataError(message)
    return MapaFormulario(
        columns, command.hoja or before.hoja, command.fila or before.fila
    )


def _columnas(command: LlenarFormulario) -> str:
    """Name the columns of the sheet that is to be filled; nothing if it has none."""
    sheets = hojas_del_formulario(command.plantilla)
    chosen = [s for s in sheets if s.nombre == command.hoja] or sheets[:1]
    titles = [f"{at} {title}" for sheet in chosen for at, title in sheet.titulos]
    return f" Las columnas de su hoja: {'; '.join(titles)}." if titles else ""


def _check_files(command: LlenarFormulario) -> None:
    if command.salida.suffix.lower() != ".xlsx":
        message = f"«{command.salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    exigir_archivo(command.plantilla)
    if command.salida.resolve() == command.plantilla.resolve():
        message = (
            "El formulario se llena en una copia: elija otro nombre para el archivo "
            "que se escribe."
        )
        raise InvalidDataError(message, {"archivo": str(command.salida)})


def _kept(session: Session, sigla: str, seccion: str) -> MapaFormulario | None:
    text = session.scalar(
        select(ParametroRow.valor)
        .join(EntidadRow, EntidadRow.id == ParametroRow.entidad_id)
        .where(EntidadRow.sigla == sigla, ParametroRow.clave == PREFIX + seccion)
    )
    if text is None:
        return None
    found = json.loads(text)
    return MapaFormulario(found["columnas"], found["hoja"], found["fila"])


def _keep(tx: Transaction, sigla: str, seccion: str, mapa: MapaFormulario) -> None:
    entidad = tx.workspace.entidad(tx.session, sigla)
    clave = PREFIX + seccion
    tx.session.execute(
        delete(ParametroRow).where(
            ParametroRow.entidad_id == entidad.id, ParametroRow.clave == clave
        )
    )
    value = {"columnas": dict(mapa.columnas), "hoja": mapa.hoja, "fila": mapa.fila}
    tx.session.add(
        ParametroRow(
            entidad_id=entidad.id,
            clave=clave,
            valor=json.dumps(value, ensure_ascii=False),
            fuente=f"Dicho por {tx.usuario.nombre}",
            registrado_por=tx.contexto.usuario,
            registrado_en=tx.ahora,
        )
    )
