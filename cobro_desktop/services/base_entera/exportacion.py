"""Take the whole base to one file: tables, documents, audit chain."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop import __version__
from cobro_desktop.domain.errors import InvalidDataError, StorageError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.base_exportada import Cabecera, Escritor
from cobro_desktop.exchange.paquete_cifrado import MAX_CUERPO, MINIMO, cerrar
from cobro_desktop.formats import cantidad
from cobro_desktop.services.base_entera.avance import TALLER, Avance
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.services.verificacion import revisar
from cobro_desktop.storage import bitacora, volcado
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.upgrade import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.base_exportada import Manifiesto
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

ACCION = "llevar ni traer la base entera"


@dataclass(frozen=True, slots=True)
class ExportarBase:
    """Write everything that the base holds."""

    destino: Path
    contrasena: str = ""
    """Closes the file; without one, whoever has it reads it."""


def exportar_base(
    command: ExportarBase, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Write the file whole, or leave what was there; the audit log keeps who did it.

    What it holds is the base at one moment, before that entry: two equal bases give
    the same bytes.

    Raises:
        InvalidDataError: that place is a folder, the passphrase is too short, or what
            it would close is too large.
        NotAllowedError: only an administrator may.
        CancelledByUserError: the person stopped it; nothing was written.
        StorageError: it cannot be written.
    """
    if command.destino.is_dir():
        message = (
            f"«{command.destino}» es una carpeta; diga también el nombre del archivo, "
            "por ejemplo base.zip. No se escribió nada."
        )
        raise InvalidDataError(message)
    exigir_larga(command.contrasena)
    with rehearsal(workspace, contexto) as trial:
        trial.require_role([Rol.ADM], ACCION)
    told: list[Changes] = []

    def write(partial: Path) -> None:
        if command.contrasena:
            manifest, speed = _cerrar(partial, command.contrasena, workspace, progress)
        else:
            manifest, speed = _escribir(partial, workspace, progress)
        changes = _contado(command.destino, manifest, speed)
        # The file takes its name only if the audit log says who took the base.
        with transaction(workspace, contexto, "exportar_base") as tx:
            tx.tell(changes.resumen, despues=f"huella: {manifest.huella}")
        told.append(changes)

    escribir_atomico(command.destino, write)
    return told[0]


def exigir_larga(contrasena: str) -> None:
    """Refuse a passphrase that is soon guessed; none is fine.

    Raises:
        InvalidDataError: it has too few characters.
    """
    if 0 < len(contrasena) < MINIMO:
        message = (
            f"La contraseña necesita al menos {MINIMO} caracteres. No se escribió nada."
        )
        raise InvalidDataError(message)


def _cerrar(
    archivo: Path, contrasena: str, workspace: Workspace, progress: Progress
) -> tuple[Manifiesto, dict[str, object]]:
    """Write it closed; what is not closed yet stays in the program's own folder."""
    with tempfile.TemporaryDirectory(
        prefix=TALLER, dir=workspace.datos, ignore_cleanup_errors=True
    ) as folder:
        plain = Path(folder) / archivo.name
        found = _escribir(plain, workspace, progress)
        if plain.stat().st_size > MAX_CUERPO:
            message = (
                "La base es demasiado grande para cerrarla con contraseña. No se "
                "escribió nada. Llévela sin contraseña, en un disco cifrado."
            )
            raise InvalidDataError(message)
        cerrar(plain, archivo, contrasena)
    return found


def _escribir(
    archivo: Path, workspace: Workspace, progress: Progress
) -> tuple[Manifiesto, dict[str, object]]:
    with workspace.base.read() as session, Escritor(archivo) as escritor:
        connection = session.connection()
        avance = Avance(progress, volcado.contar(connection))
        avance.decir("Se revisa la base")
        head = _cabecera(session, workspace)
        for tabla in volcado.tablas():
            rows = volcado.filas_de(connection, tuple(tabla.columns))
            columns = volcado.columnas_de(tabla)
            counted = avance.contar(rows, f"Se lleva «{tabla.name}»")
            escritor.tabla(tabla.name, columns, counted)
        documents = _documentos(session, workspace)
        escritor.contenido(avance.contar(documents, "Se llevan los documentos", 10))
        manifest = escritor.cerrar(head)
    return manifest, avance.velocidad(manifest.filas)


def _cabecera(session: Session, workspace: Workspace) -> Cabecera:
    informe = revisar(session, workspace)
    last = bitacora.cabeza(session)
    entry = bitacora.entrada(session, last.seq) if last else "{}"
    return Cabecera(
        programa=__version__,
        revision=REVISIONS[-1],
        seq=last.seq if last else 0,
        cabeza=last.huella if last else "",
        ultima_accion=str(json.loads(entry).get("utc", "")),
        hallazgos=tuple((h.clase, h.donde, h.mensaje) for h in informe.hallazgos),
    )


def _documentos(session: Session, workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Yield what is kept and whole; what is not, the findings already told."""
    store = workspace.contenido
    for sha256 in store.huellas(session):
        try:
            datos = store.leer(session, sha256)
        except StorageError:
            continue
        yield sha256, datos


def _contado(destino: Path, manifest: Manifiesto, speed: dict[str, object]) -> Changes:
    rows = cantidad(manifest.filas, "fila", "filas")
    documents = cantidad(manifest.contenido.archivos, "documento")
    texto = (
        f"Se llevó la base entera a «{destino.name}»: {rows} y {documents}. Su huella "
        f"es {legible(manifest.huella)}: anótela y compárela al importar."
    )
    if found := manifest.cabecera.hallazgos:
        texto += (
            f" La base tiene {cantidad(len(found), 'hallazgo')} de «verificar», que "
            "van dichos en el archivo."
        )
    return Changes(resumen=texto, datos=datos_de(manifest) | {"archivo": str(destino)}
                   | speed)  # fmt: skip


def datos_de(manifest: Manifiesto) -> dict[str, object]:
    """Return what a program wants to know of a file."""
    head = manifest.cabecera
    return {
        "revision": head.revision,
        "huella": manifest.huella,
        "bitacora": {"seq": head.seq, "huella": head.cabeza},
        "ultima_accion": head.ultima_accion,
        "filas": manifest.filas,
        "documentos": manifest.contenido.archivos,
        "tablas": {t.nombre: t.filas for t in manifest.tablas},
        "hallazgos": [
            {"clase": c, "donde": d, "mensaje": m} for c, d, m in head.hallazgos
        ],
    }


def legible(huella: str) -> str:
    """Return the start of a hash in groups that two people can compare."""
    return " ".join(huella[n : n + 4] for n in range(0, 20, 4))
