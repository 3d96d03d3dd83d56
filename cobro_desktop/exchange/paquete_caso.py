"""The package of a case: a zip, or a folder, that anybody opens and nobody alters.

`manifiesto.json` lists every other file with its SHA-256 and may be signed;
`LEEME.html` opens offline; each case has its folder with `datos.json`, its index, its
documents in order and, for another base, all its rows in `filas.json`.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.exchange.firmado import comprobar, firmar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMATO: Final = "cobro-expediente/1"
MANIFIESTO: Final = "manifiesto.json"
HUELLAS: Final = "huellas-sha256.txt"
FILAS: Final = "filas.json"
QUE: Final = "un paquete de expedientes"
_FECHA: Final = (1980, 1, 1, 0, 0, 0)
"""Fixed, so that the same case makes the same bytes."""
_MAX_ARCHIVOS: Final = 20_000
_MAX_OCTETOS: Final = 4_000_000_000
_MAX_MANIFIESTO: Final = 20_000_000
_MAX_DATOS: Final = 100_000_000
_MAX_PROPORCION: Final = 500
_PROPORCION_DESDE: Final = 10_000_000
_BLOQUE: Final = 1 << 20
_COMPRIMIDOS: Final = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".tif")


@dataclass(frozen=True, slots=True)
class Cabecera:
    """What a package says of itself."""

    entidad: str
    """SIGLA of the institution that made it."""
    proposito: str
    """`remision auditoria intercambio prestamo devolucion`."""
    creado: str
    """Day, AAAA-MM-DD."""
    autor: str
    expedientes: tuple[str, ...]
    """Numbers of the cases, each with its folder."""
    base: str = ""
    """Name of the base that made it."""
    casos: tuple[Mapping[str, Any], ...] = ()
    """What another base needs of each: folder, name, state, history, loan."""


class Archivo(NamedTuple):
    """A file of a package."""

    ruta: str
    """With `/`, relative to the package."""
    contenido: bytes


class Listado(NamedTuple):
    """A file as the manifest tells it."""

    ruta: str
    sha256: str
    tamano: int


class Paquete(NamedTuple):
    """A package whose every file is as its manifest says."""

    cabecera: Cabecera
    archivos: tuple[Listado, ...]
    clave: str
    """Public key that signed it, hexadecimal; empty where nobody did."""
    origen: Path

    def contenido(self, ruta: str) -> bytes:
        """Read a file again, checked again.

        Raises:
            UnreadableFileError: it is not the one that was checked.
        """
        listed = {one.ruta: one for one in self.archivos}
        with _abierto(self.origen) as package:
            return _comprobar(package, listed[ruta], kept=True)


@dataclass(slots=True)
class Sello:
    """What closes the list of files, once all are written."""

    clave: Ed25519PrivateKey | None = None
    casos: list[Mapping[str, Any]] = field(default_factory=list)
    """Filled while the files of each case are made."""


def escribir_zip(
    destino: Path,
    cabecera: Cabecera,
    archivos: Iterable[Archivo],
    sello: Sello | None = None,
) -> tuple[Listado, ...]:
    """Write the package as a zip; the caller gives a temporary path and moves it."""
    listed: list[Listado] = []
    with zipfile.ZipFile(destino, "w") as package:
        for archivo in archivos:
            _agregar(package, archivo)
            listed.append(_listar(archivo))
        for archivo in _cierre(cabecera, listed, sello or Sello()):
            _agregar(package, archivo)
    return tuple(listed)


def escribir_carpeta(
    destino: Path,
    cabecera: Cabecera,
    archivos: Iterable[Archivo],
    sello: Sello | None = None,
) -> tuple[Listado, ...]:
    """Write the package as a folder whose files are read-only.

    Raises:
        InvalidDataError: the folder has something inside.
        OSError: it cannot be written.
    """
    if destino.exists() and (not destino.is_dir() or any(destino.iterdir())):
        message = f"La carpeta «{destino}» no está vacía: elija otra. No se escribió."
        raise InvalidDataError(message)
    listed: list[Listado] = []
    for archivo in archivos:
        _dejar(destino, archivo)
        listed.append(_listar(archivo))
    for archivo in _cierre(cabecera, listed, sello or Sello()):
        _dejar(destino, archivo)
    return tuple(listed)


def leer_paquete(
    origen: Path, avance: Callable[[int, int], None] | None = None
) -> Paquete:
    """Read a zip package whole and check every file against its manifest.

    Nothing is written anywhere. Whether its key is trusted is decided by who receives
    it.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: damaged, altered, dangerous, or of another version.
    """
    if not origen.is_file():
        message = f"No existe el archivo «{origen}»."
        raise NotFoundError(message)
    with _abierto(origen) as package:
        parts = _partes(package)
        manifest, clave = _manifiesto(package, parts, origen.name)
        cabecera, listed = _leer_manifiesto(manifest)
        _cuadrar(parts, listed)
        total, done = sum(one.tamano for one in listed), 0
        for one in listed:
            _comprobar(package, one, kept=False)
            done += one.tamano
            if avance is not None:
                avance(done, total)
    return Paquete(cabecera, tuple(listed), clave, origen)


@contextmanager
def _abierto(origen: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; what is wrong with it is told in Spanish."""
    try:
        with zipfile.ZipFile(origen) as package:
            yield package
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError,
        TypeError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        _no("está dañado o no es un paquete de expedientes", error)


def _agregar(package: zipfile.ZipFile, archivo: Archivo) -> None:
    info = zipfile.ZipInfo(archivo.ruta, _FECHA)
    stored = archivo.ruta.lower().endswith(_COMPRIMIDOS)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o444 << 16
    package.writestr(info, archivo.contenido)


def _dejar(destino: Path, archivo: Archivo) -> None:
    path = destino / archivo.ruta
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(archivo.contenido)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def _listar(archivo: Archivo) -> Listado:
    sha256 = hashlib.sha256(archivo.contenido).hexdigest()
    return Listado(archivo.ruta, sha256, len(archivo.contenido))


def _cierre(
    cabecera: Cabecera, listed: list[Listado], sello: Sello
) -> Iterable[Archivo]:
    lines = "".join(f"{one.sha256}  {one.ruta}\n" for one in listed)
    sums = Archivo(HUELLAS, lines.encode())
    manifest: dict[str, Any] = {
        "formato": FORMATO,
        "entidad": cabecera.entidad,
        "proposito": cabecera.proposito,
        "creado": cabecera.creado,
        "autor": cabecera.autor,
        "expedientes": list(cabecera.expedientes),
        "archivos": [one._asdict() for one in (*listed, _listar(sums))],
    }
    if cabecera.base:
        manifest |= {"base": cabecera.base, "casos": list(sello.casos)}
    if sello.clave is not None:
        return (sums, Archivo(MANIFIESTO, firmar(manifest, sello.clave, FORMATO)))
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    return (sums, Archivo(MANIFIESTO, text.encode()))


def _partes(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = package.infolist()
    if len(infos) > _MAX_ARCHIVOS or sum(i.file_size for i in infos) > _MAX_OCTETOS:
        _no("tiene demasiados archivos o crece demasiado al descomprimirse")
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
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
    if MANIFIESTO not in parts or parts[MANIFIESTO].file_size > _MAX_MANIFIESTO:
        _no("no es un paquete de expedientes: no trae su manifiesto")
    content = package.read(MANIFIESTO)
    read = json.loads(content)
    found = read.get("formato") if isinstance(read, dict) else None
    if found != FORMATO:
        _no(f"es de otra versión ({found}); este programa lee {FORMATO}")
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
        _no(f"le faltan archivos: {', '.join(lost[:5])}")


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
