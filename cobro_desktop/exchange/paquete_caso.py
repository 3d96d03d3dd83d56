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
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.firmado import firmar
from cobro_desktop.formats import miles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMATO: Final = "cobro-expediente/1"
MANIFIESTO: Final = "manifiesto.json"
HUELLAS: Final = "huellas-sha256.txt"
FILAS: Final = "filas.json"
REMISION: Final = "remision"
AUDITORIA: Final = "auditoria"
INTERCAMBIO: Final = "intercambio"
PRESTAMO: Final = "prestamo"
DEVOLUCION: Final = "devolucion"
"""What a package is made for."""
_FECHA: Final = (1980, 1, 1, 0, 0, 0)
"""Fixed, so that the same case makes the same bytes."""
MAX_ARCHIVOS: Final = 80_000
MAX_OCTETOS: Final = 4_000_000_000
"""More than this no package holds, neither read nor written."""
_RESERVA: Final = 2
"""The two files that close every package."""
_COMPRIMIDOS: Final = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".tif")


@dataclass(frozen=True, slots=True)
class Cabecera:
    """What a package says of itself."""

    entidad: str
    """SIGLA of the institution that made it."""
    proposito: str
    """What for: `REMISION` or one of its like."""
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
    """Write the package as a zip; the caller gives a temporary path and moves it.

    Raises:
        InvalidDataError: it holds more than any package may.
    """
    with zipfile.ZipFile(destino, "w") as package:
        return _escribir(partial(_agregar, package), cabecera, archivos, sello)


def escribir_carpeta(
    destino: Path,
    cabecera: Cabecera,
    archivos: Iterable[Archivo],
    sello: Sello | None = None,
) -> tuple[Listado, ...]:
    """Write the package as a folder whose files are read-only; see `escribir_zip`.

    Raises:
        InvalidDataError: it holds more than any package may.
        OSError: it cannot be written.
    """
    return _escribir(partial(_dejar, destino), cabecera, archivos, sello)


def _escribir(
    poner: Callable[[Archivo], None],
    cabecera: Cabecera,
    archivos: Iterable[Archivo],
    sello: Sello | None,
) -> tuple[Listado, ...]:
    """Put each file, their sums and the manifest; return what the manifest lists."""
    listed: list[Listado] = []
    for archivo in _con_limite(archivos):
        poner(archivo)
        listed.append(_listar(archivo))
    sums = _huellas(listed)
    poner(sums)
    listed.append(_listar(sums))
    poner(_manifiesto(cabecera, listed, sello or Sello()))
    return tuple(listed)


def _con_limite(archivos: Iterable[Archivo]) -> Iterator[Archivo]:
    """Stop before a package becomes one that nobody could receive."""
    size = 0
    for count, archivo in enumerate(archivos, start=1 + _RESERVA):
        size += len(archivo.contenido)
        if count > MAX_ARCHIVOS or size > MAX_OCTETOS:
            message = (
                "Son demasiados expedientes para un solo paquete: pasa de "
                f"{miles(MAX_ARCHIVOS)} archivos o de 4 GB. Hágalo en varios, cada uno "
                "con menos expedientes. No se escribió nada."
            )
            raise InvalidDataError(message)
        yield archivo


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


def _huellas(listed: Iterable[Listado]) -> Archivo:
    lines = "".join(f"{one.sha256}  {one.ruta}\n" for one in listed)
    return Archivo(HUELLAS, lines.encode())


def _manifiesto(cabecera: Cabecera, listed: Iterable[Listado], sello: Sello) -> Archivo:
    manifest: dict[str, Any] = {
        "formato": FORMATO,
        "entidad": cabecera.entidad,
        "proposito": cabecera.proposito,
        "creado": cabecera.creado,
        "autor": cabecera.autor,
        "expedientes": list(cabecera.expedientes),
        "archivos": [one._asdict() for one in listed],
    }
    if cabecera.base:
        manifest |= {"base": cabecera.base, "casos": list(sello.casos)}
    if sello.clave is not None:
        return Archivo(MANIFIESTO, firmar(manifest, sello.clave, FORMATO))
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    return Archivo(MANIFIESTO, text.encode())
