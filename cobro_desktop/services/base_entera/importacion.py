"""Bring a whole base from a file into an empty one: everything, checked, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    StorageError,
    UnreadableFileError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.base_exportada import Suma, en_linea, paginas
from cobro_desktop.exchange.base_recibida import Lector, esta_cifrada
from cobro_desktop.exchange.paquete_cifrado import abrir
from cobro_desktop.exchange.paquete_entidad import instante_de
from cobro_desktop.formats import cantidad, instante
from cobro_desktop.services.base_entera.actualizacion import al_dia
from cobro_desktop.services.base_entera.avance import TALLER, Avance
from cobro_desktop.services.base_entera.exportacion import ACCION, datos_de, legible
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import rehearsal
from cobro_desktop.services.verificacion import revisar
from cobro_desktop.storage import volcado
from cobro_desktop.storage.upgrade import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.base_exportada import Manifiesto, ParteTabla
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

_PASOS = 3
"""Times that each row passes: sealed, written, compared."""
_HOLGURA = 2
"""A table takes its own size in the base, and as much in its log until the end."""


@dataclass(frozen=True, slots=True)
class ImportarBase:
    """Bring everything that a file holds into a base where nobody worked yet."""

    archivo: Path
    simular: bool = False
    """Only check the file and the place, and tell what it would bring."""
    contrasena: str = ""
    """Of a file that was closed with one."""


@dataclass(frozen=True, slots=True)
class _Traslado:
    """A file on its way into a base."""

    lector: Lector
    """Of the rows, brought up to the schema of this program."""
    origen: Lector
    """As it came: the documents, and what was found where it left."""
    workspace: Workspace
    avance: Avance


def importar_base(
    command: ImportarBase, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Check the file, write everything in one transaction, compare it, and tell it.

    The base is then the one that was exported, to the last row: its people, its
    audit chain and its numbers go on where they were, and it has no entry of its own.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: it is none of ours, it was changed, it is dangerous or of
            a newer version.
        NotAllowedError: only an administrator may.
        ConflictError: somebody already worked in this base.
        InvalidDataError: what it brings cannot be a base, or fails `verificar`; or it
            is closed and no passphrase was given.
        CancelledByUserError: the person stopped it; nothing was written.
        StorageError: the base or the disk did not answer, or there is no room.
    """
    with _abierto(command, workspace, progress) as file, Lector(file) as origen:
        manifest = origen.manifiesto
        _exigir_revision(origen)
        with rehearsal(workspace, contexto) as trial:
            trial.require_role([Rol.ADM], ACCION)
            if not volcado.esta_vacia(trial.session.connection()):
                raise _ocupada()
        _exigir_sitio(manifest, workspace)
        avance = Avance(progress, _PASOS * manifest.filas)
        _comprobar(origen, avance)
        if command.simular:
            return _contado(command, manifest, avance)
        with al_dia(origen, workspace.datos, avance) as lector:
            _traer(_Traslado(lector, origen, workspace, avance))
    workspace.olvidar()
    return _contado(command, manifest, avance)


@contextmanager
def _abierto(
    command: ImportarBase, workspace: Workspace, progress: Progress
) -> Iterator[Path]:
    """Give the file; of one that is closed, what it holds, only meanwhile."""
    if not esta_cifrada(command.archivo):
        yield command.archivo
        return
    with tempfile.TemporaryDirectory(
        prefix=TALLER, dir=workspace.datos, ignore_cleanup_errors=True
    ) as folder:
        plain = Path(folder) / command.archivo.name
        abrir(
            command.archivo,
            plain,
            command.contrasena,
            lambda done, total: progress.report(done, total, "Se abre el archivo"),
        )
        yield plain


def _exigir_revision(lector: Lector) -> None:
    revision = lector.manifiesto.cabecera.revision
    if revision in REVISIONS:
        return
    message = (
        f"«{lector.archivo.name}» lo escribió una versión más nueva del programa "
        f"(revisión {revision}). No se importó nada. Actualice el programa en este "
        "equipo y vuelva a intentarlo."
    )
    raise UnreadableFileError(message, {"revision": revision})


def _exigir_sitio(manifest: Manifiesto, workspace: Workspace) -> None:
    """Refuse before anything is written what cannot end."""
    if not workspace.base.es_sqlite:
        return
    tables = sum(tabla.octetos for tabla in manifest.tablas)
    needed = _HOLGURA * tables + manifest.contenido.octetos
    if shutil.disk_usage(workspace.datos).free < needed:
        message = (
            f"No cabe: la base necesita unos {needed // 1_000_000 + 1} MB libres en el "
            "disco de los datos. No se importó nada. Libere espacio y vuelva a "
            "intentarlo."
        )
        raise StorageError(message, {"causa": "disk_full", "octetos": needed})


def _comprobar(lector: Lector, avance: Avance) -> None:
    """Read all of the file once, before anything of it is written."""
    for tabla in lector.manifiesto.tablas:
        for _ in avance.contar(lector.lineas(tabla), f"Se comprueba «{tabla.nombre}»"):
            pass
    for _ in lector.contenido():
        avance.decir("Se comprueban los documentos")


def _traer(traslado: _Traslado) -> None:
    workspace = traslado.workspace
    with (
        _documentos_o_nada(workspace) as nuevos,
        workspace.base.write.begin() as session,
    ):
        connection = session.connection()
        if not volcado.preparar(connection):
            raise _ocupada()
        _escribir_tablas(session, traslado)
        volcado.asentar(connection)
        _escribir_documentos(session, traslado, nuevos)
        _comparar(session, traslado)
        _revisar(session, traslado)


@contextmanager
def _documentos_o_nada(workspace: Workspace) -> Iterator[list[str]]:
    """Give a list of what is written; all of it goes if the transaction fails."""
    written: list[str] = []
    try:
        yield written
    except BaseException:
        workspace.contenido.retirar(written)
        raise


def _escribir_tablas(session: Session, traslado: _Traslado) -> None:
    lector, avance = traslado.lector, traslado.avance
    for columnas, parte in _emparejar(lector.manifiesto):
        rows = avance.contar(lector.filas(parte), f"Se escribe «{parte.nombre}»")
        volcado.cargar(session.connection(), columnas, rows)


def _escribir_documentos(
    session: Session, traslado: _Traslado, nuevos: list[str]
) -> None:
    store = traslado.workspace.contenido
    for sha256, datos in traslado.origen.contenido():
        traslado.avance.decir("Se guardan los documentos")
        if not store.tiene_archivo(sha256):
            nuevos.append(sha256)
        store.guardar(session, datos)


def _comparar(session: Session, traslado: _Traslado) -> None:
    """Read back every table and hold it against the seal of the file."""
    for columnas, parte in _emparejar(traslado.lector.manifiesto):
        suma = Suma()
        rows = volcado.filas_de(session.connection(), columnas)
        counted = traslado.avance.contar(rows, f"Se compara «{parte.nombre}»")
        for lineas in paginas(map(en_linea, counted)):
            suma.agregar(lineas)
        if (suma.filas, suma.sha256) != (parte.filas, parte.sha256):
            message = (
                f"Lo que quedó en «{parte.nombre}» no es igual a lo que trae el "
                "archivo. No se importó nada."
            )
            raise StorageError(message, {"causa": "not_equal", "tabla": parte.nombre})


def _revisar(session: Session, traslado: _Traslado) -> None:
    """Refuse what `verificar` finds here and had not found where the base left."""
    informe = revisar(session, traslado.workspace)
    known = set(traslado.origen.manifiesto.cabecera.hallazgos)
    found = [h for h in informe.hallazgos if tuple(h) not in known]
    if found:
        first = "; ".join(f"{h.donde}: {h.mensaje}" for h in found[:3])
        message = (
            "La base del archivo no pasa la revisión: "
            f"{cantidad(len(found), 'hallazgo')}. {first} No se importó nada; pida "
            "que la exporten otra vez."
        )
        raise InvalidDataError(message, {"hallazgos": [h._asdict() for h in found]})


def _emparejar(
    manifest: Manifiesto,
) -> Iterator[tuple[volcado.Columnas, ParteTabla]]:
    """Yield each table of this program with what the file has of it."""
    parts = {parte.nombre: parte for parte in manifest.tablas}
    tables = volcado.tablas()
    if parts.keys() != {tabla.name for tabla in tables}:
        message = (
            "El archivo no es coherente: sus tablas no son las de esa versión del "
            "programa. No se importó nada."
        )
        raise InvalidDataError(message)
    for tabla in tables:
        parte = parts[tabla.name]
        yield volcado.en_el_orden(tabla, parte.columnas), parte


def _ocupada() -> ConflictError:
    message = (
        "Esta base ya tiene datos, y una base entera solo se trae a una vacía. No se "
        "importó nada. Elija una carpeta nueva con --datos, o una base nueva del "
        "servidor con --base."
    )
    return ConflictError(message)


def _contado(command: ImportarBase, manifest: Manifiesto, avance: Avance) -> Changes:
    head = manifest.cabecera
    rows = cantidad(manifest.filas, "fila", "filas")
    documents = cantidad(manifest.contenido.archivos, "documento")
    what = f"{rows} y {documents} (huella {legible(manifest.huella)})"
    if command.simular:
        texto = f"«{command.archivo.name}» está completo y trae {what}."
        if last := instante_de(head.ultima_accion):
            texto += f" Lo último que guarda es del {instante(last)}."
    else:
        texto = (
            f"Se trajo la base entera de «{command.archivo.name}»: {what}. Cada tabla, "
            "cada documento y la bitácora quedaron iguales a los del archivo."
        )
    if head.hallazgos:
        texto += (
            f" Venía con {cantidad(len(head.hallazgos), 'hallazgo')} de «verificar»."
        )
    datos = datos_de(manifest) | avance.velocidad(manifest.filas)
    datos |= {"archivo": str(command.archivo), "simulado": command.simular}
    return Changes(lista=not command.simular, resumen=texto, datos=datos)
