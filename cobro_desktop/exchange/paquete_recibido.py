"""Reads a package of cases: whole, checked file by file, before anybody uses it."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.firmado import comprobar
from cobro_desktop.exchange.paquete_caso import (
    FILAS,
    FORMATO,
    MANIFIESTO,
    MAX_ARCHIVOS,
    MAX_OCTETOS,
    Cabecera,
    Listado,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

QUE: Final = "un paquete de expedientes"
_MAX_MANIFIESTO: Final = 40_000_000
_MAX_DATOS: Final = 100_000_000
_MAX_PROPORCION: Final = 500
_PROPORCION_DESDE: Final = 10_000_000
_BLOQUE: Final = 1 << 20


@dataclass(frozen=True)
class Paquete:
    """A package whose every file is as its manifest says; open while it is read."""

    cabecera: Cabecera
    archivos: tuple[Listado, ...]
    clave: str
    """Public key that signed it, hexadecimal; empty where nobody did."""
    _zip: zipfile.ZipFile

    def contenido(self, ruta: str) -> bytes:
        """Read a file again, checked again.

        Raises:
            UnreadableFileError: it is not the one that was checked.
        """
        with _dicho():
            return _comprobar(self._zip, self.por_ruta[ruta], kept=True)

    @cached_property
    def por_ruta(self) -> Mapping[str, Listado]:
        """Each file by where it is."""
        return {one.ruta: one for one in self.archivos}

    @cached_property
    def por_huella(self) -> Mapping[str, str]:
        """Where each content is, by its SHA-256."""
        return {one.sha256: one.ruta for one in self.archivos}


@contextmanager
def leer_paquete(
    origen: Path, avance: Callable[[int, int], None] | None = None
) -> Iterator[Paquete]:
    """Read a zip package whole and check every file against its manifest.

    Nothing is written anywhere. Whether its key is trusted is decided by who receives
    it.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: damaged, altered, dangerous, or of another version.
    """
    exigir_archivo(origen)
    with ExitStack() as stack:
        with _dicho():
            package = stack.enter_context(zipfile.ZipFile(origen))
            found = _leer(package, origen.name, avance)
        yield found


def _leer(
    package: zipfile.ZipFile, nombre: str, avance: Callable[[int, int], None] | None
) -> Paquete:
    parts = _partes(package)
    manifest, clave = _manifiesto(package, parts, nombre)
    cabecera, listed = _leer_manifiesto(manifest)
    _cuadrar(parts, listed)
    total, done = sum(one.tamano for one in listed), 0
    for one in listed:
        _comprobar(package, one, kept=False)
        done += one.tamano
        if avance is not None:
            avance(done, total)
    return Paquete(cabecera, tuple(listed), clave, package)


@contextmanager
def _dicho() -> Iterator[None]:
    """Tell in Spanish what is wrong with a zip."""
    try:
        yield
    except PermissionError as error:
        _no("no se puede abrir: no hay permiso para leerlo", error)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError,
        TypeError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        _no("está dañado o no es un paquete de expedientes", error)


def _partes(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = package.infolist()
    if len(infos) > MAX_ARCHIVOS or sum(i.file_size for i in infos) > MAX_OCTETOS:
        _no("tiene demasiados archivos o crece demasiado al descomprimirse")
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.is_dir() and not info.file_size:
            continue  # a folder: who zips one again by hand adds its name
        pieces = info.filename.split("/")
        outside = ".." in pieces or "" in pieces or ":" in info.filename
        if outside or "\\" in info.filename or info.filename in parts:
            _no("tiene archivos con rutas hacia fuera o repetidas")
        bomb = info.file_size > _MAX_PROPORCION * max(info.compress_size, 1)
        if info.flag_bits & 1 or (bomb and info.file_size > _PROPORCION_DESDE):
            _no("está cifrado o crece demasiado al descomprimirse")
        parts[info.filename] = info
    return parts


def _manifiesto(
    package: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo], nombre: str
) -> tuple[Mapping[str, Any], str]:
    """Return the manifest and the key that signed it, if one did."""
    if MANIFIESTO not in parts and any(
        ruta.endswith(f"/{MANIFIESTO}") for ruta in parts
    ):
        _no("está dentro de otra carpeta: comprima lo que hay en ella, no la carpeta")
    if MANIFIESTO not in parts or parts[MANIFIESTO].file_size > _MAX_MANIFIESTO:
        _no("no es un paquete de expedientes: no trae su manifiesto")
    content = package.read(MANIFIESTO)
    read = json.loads(content)
    found = read.get("formato") if isinstance(read, dict) else None
    if found != FORMATO:
        kind = FORMATO.partition("/")[0]
        if str(found).startswith(f"{kind}/"):
            _no(
                f"es de otra versión del programa ({found}; esta lee {FORMATO}). "
                "Actualice este programa, o pida el paquete hecho con una versión "
                "como esta"
            )
        if str(found).startswith("cobro-base/"):
            _no("es una base entera: se trae con importar-base, a una base vacía")
        _no("no es un paquete de expedientes: su manifiesto es de otra cosa")
    if "firma" in read or "clave" in read:
        signed = comprobar(content, nombre, FORMATO, QUE)
        return signed.contenido, signed.clave
    return dict(read), ""


def _leer_manifiesto(
    manifest: Mapping[str, Any],
) -> tuple[Cabecera, list[Listado]]:
    cabecera = Cabecera(
        entidad=str(manifest["entidad"]),
        proposito=str(manifest["proposito"]),
        creado=str(manifest["creado"]),
        autor=str(manifest["autor"]),
        expedientes=tuple(map(str, manifest["expedientes"])),
        base=str(manifest.get("base", "")),
        casos=tuple(dict(one) for one in manifest.get("casos", ())),
    )
    listed = [
        Listado(str(one["ruta"]), str(one["sha256"]), int(one["tamano"]))
        for one in manifest["archivos"]
    ]
    return cabecera, listed


def _cuadrar(parts: Mapping[str, zipfile.ZipInfo], listed: Sequence[Listado]) -> None:
    named = {one.ruta for one in listed}
    if extra := sorted(set(parts) - named - {MANIFIESTO}):
        _no(f"trae archivos que su manifiesto no nombra: {', '.join(extra[:5])}")
    if lost := sorted(named - set(parts)):
        _no(f"está incompleto, sin {', '.join(lost[:5])}")


def _comprobar(package: zipfile.ZipFile, one: Listado, *, kept: bool) -> bytes:
    """Check a file; returns its bytes only where they are wanted."""
    digest, blocks, size = hashlib.sha256(), [], 0
    with package.open(one.ruta) as file:
        for block in _bloques(file):
            digest.update(block)
            size += len(block)
            if kept:
                blocks.append(block)
            if size > one.tamano or (_es_datos(one.ruta) and size > _MAX_DATOS):
                break
    if digest.hexdigest() != one.sha256 or size != one.tamano:
        _no(f"fue alterado: «{one.ruta}» no es el que se puso")
    return b"".join(blocks)


def _es_datos(ruta: str) -> bool:
    return ruta.endswith(("/datos.json", f"/{FILAS}"))


def _bloques(file: IO[bytes]) -> Iterable[bytes]:
    while block := file.read(_BLOQUE):
        yield block


def _no(why: str, error: Exception | None = None) -> NoReturn:
    message = f"El paquete {why}. No se leyó nada de él."
    raise UnreadableFileError(message) from error
