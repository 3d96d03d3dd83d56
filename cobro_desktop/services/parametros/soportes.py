"""The published act behind a value of the law, kept with its hash (F70)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.parametros import nombre_de
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.parametros.ordenes import (
    ROLES,
    firmar,
    presentes,
    serializar,
    sigla_de_tabla,
)
from cobro_desktop.services.parametros.registros import Soporte, fila_de_soporte
from cobro_desktop.services.parametros.tablas import buscar_tabla
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_desktop.services.workspace import Workspace

MAX_BYTES: Final = 30_000_000
FORMATOS: Final = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".docx", ".eml")


@dataclass(frozen=True, slots=True)
class AdjuntarSoporte:
    """Keep the resolution, decree or act that says a value."""

    tabla: str
    desde: dt.date
    """First day of the value, in force."""
    archivo: Path
    sigla: str = ""
    """The entity, for tables of each entity."""


def adjuntar_soporte(
    command: AdjuntarSoporte, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the file of the act that says a value; the value itself stays.

    Raises:
        NotFoundError: no such file, table, entity, or value that begins that day.
        InvalidDataError: it is empty, too large, or no document.
    """
    content = _leer(command.archivo)
    name = command.archivo.name
    tabla = buscar_tabla(command.tabla)
    sigla = sigla_de_tabla(workspace, command.tabla, command.sigla)
    with transaction(workspace, contexto, "adjuntar_soporte") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        serializar(tx.session)
        present = presentes(tx.session, tabla, sigla)
        known = next(
            (c.valor for c in present if c.valor.vigencia.desde == command.desde), None
        )
        if known is None:
            message = (
                f"En «{tabla.nombre}» no hay un valor que empiece el {command.desde}. "
                "No se guardó el archivo."
            )
            raise NotFoundError(message, {"tabla": tabla.id})
        sha256 = workspace.contenido.guardar(tx.session, content)
        firmar(tx, fila_de_soporte(known, Soporte(sha256, name)), sigla)
        when = nombre_de(tabla, known.vigencia)
        texto = f"{tabla.nombre}: el valor de {when} quedó con su acto, «{name}»."
        tx.tell(texto, despues=sha256)
        datos: dict[str, object] = {"tabla": tabla.id, "sha256": sha256}
    return Changes(resumen=texto, datos=datos)


def exportar_soporte(row: FilaParametro, destino: Path, workspace: Workspace) -> Path:
    """Write the file of the act of a value, checked against its hash.

    Raises:
        NotFoundError: nobody kept it.
        StorageError: it is missing or was changed, or cannot be written.
    """
    if row.soporte is None:
        message = f"El valor de {row.vigencia} no tiene guardado su acto."
        raise NotFoundError(message)
    with workspace.base.read() as session:
        content = workspace.contenido.leer(session, row.soporte.sha256)
    escribir_atomico(destino, content)
    return destino


def _leer(path: Path) -> bytes:
    exigir_archivo(path)
    if path.suffix.lower() not in FORMATOS:
        message = (
            f"«{path.name}» no es el documento de un acto. Guarde la resolución en "
            "PDF, imagen, Word o correo (.eml)."
        )
        raise InvalidDataError(message)
    size = path.stat().st_size
    if not 0 < size <= MAX_BYTES:
        message = (
            f"«{path.name}» está vacío o pasa de 30 MB, y no se guardó. Use una copia "
            "con menos resolución."
        )
        raise InvalidDataError(message)
    return path.read_bytes()
