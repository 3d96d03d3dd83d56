"""A package closed with a passphrase: a zip that says what it is and how to open it.

Argon2id makes the key and AES-256-GCM seals each block with its place and whether it
is the last, so that none can be changed, moved or left out.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cobro_desktop.domain.errors import (
    InvalidDataError,
    StorageError,
    UnreadableFileError,
)
from cobro_desktop.exchange.paquete_html import pagina

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

FORMATO: Final = "cobro-cifrado/1"
CABEZA: Final = "cifrado.json"
CUERPO: Final = "contenido.cifrado"
LEEME: Final = "LEEME.html"
MINIMO: Final = 8
"""Characters of a passphrase."""
_BLOQUE: Final = 1 << 20
_SELLO: Final = 16
_MEMORIA_KIB: Final = 65_536
_VUELTAS: Final = 3
_HILOS: Final = 4
_TOPES: Final = {"memoria_kib": 262_144, "vueltas": 10, "hilos": 8}
"""More than this a file may not ask of the machine that opens it."""
_MAX_CABEZA: Final = 10_000
MAX_CUERPO: Final = 4_100_000_000
_FECHA: Final = (1980, 1, 1, 0, 0, 0)
_ROTO: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError,
    NotImplementedError, RuntimeError, AttributeError,
)  # fmt: skip
_TEXTO: Final = (
    (
        "Este archivo trae expedientes de cobro, o una base entera, cerrados con una "
        "contraseña. Nadie los lee sin ella."
    ),
    (
        "Para abrirlo, use en cobro-desktop Paquetes › Recibir un paquete, o "
        "Herramientas › Base entera, y escriba la contraseña que le dio quien lo "
        "envió. Pídala por otro medio: por teléfono o en persona."
    ),
)


def exigir_contrasena(contrasena: str) -> None:
    """Refuse a passphrase that will not do.

    Raises:
        InvalidDataError: it is too short.
    """
    if len(contrasena) < MINIMO:
        message = (
            f"La contraseña del paquete necesita al menos {MINIMO} caracteres. No se "
            "escribió nada."
        )
        raise InvalidDataError(message)


def cerrar(origen: Path, destino: Path, contrasena: str) -> None:
    """Write a file closed with a passphrase.

    Raises:
        InvalidDataError: the passphrase is too short.
    """
    exigir_contrasena(contrasena)
    head = {
        "formato": FORMATO,
        "kdf": "argon2id",
        "cifra": "aes-256-gcm",
        "sal": os.urandom(16).hex(),
        "prefijo": os.urandom(4).hex(),
        "memoria_kib": _MEMORIA_KIB,
        "vueltas": _VUELTAS,
        "hilos": _HILOS,
        "bloque": _BLOQUE,
    }
    text = json.dumps(head, indent=1, sort_keys=True).encode()
    with zipfile.ZipFile(destino, "w") as package:
        _poner(package, LEEME, pagina("Paquete cifrado de expedientes", _TEXTO, ()))
        _poner(package, CABEZA, text)
        info = zipfile.ZipInfo(CUERPO, _FECHA)
        info.external_attr = 0o444 << 16
        with (
            origen.open("rb") as plain,
            package.open(info, "w", force_zip64=True) as sealed,
        ):
            for block in _cerrados(plain, head, text, contrasena):
                sealed.write(block)


def esta_cerrado(origen: Path) -> bool:
    """Tell whether a file is a package closed with a passphrase."""
    try:
        with zipfile.ZipFile(origen) as package:
            return CABEZA in package.namelist()
    except _ROTO:
        return False


def abrir(
    origen: Path,
    destino: Path,
    contrasena: str,
    avance: Callable[[int, int], None] | None = None,
) -> None:
    """Write what a closed package holds; on any doubt nothing stays.

    Raises:
        InvalidDataError: no passphrase was given.
        UnreadableFileError: it is not that passphrase, or the file was changed.
        StorageError: the disk is full.
    """
    if not contrasena:
        message = (
            f"«{origen.name}» está cifrado: escriba la contraseña que le dio quien lo "
            "envió. No se leyó nada de él."
        )
        raise InvalidDataError(message, {"cifrado": True})
    try:
        with zipfile.ZipFile(origen) as package:
            text, head = _cabeza(package)
            size = package.getinfo(CUERPO).file_size
            if size > MAX_CUERPO:
                _no(origen.name, "es demasiado grande")
            with package.open(CUERPO) as sealed, destino.open("wb") as plain:
                done = 0
                for block in _abiertos(sealed, head, text, contrasena):
                    plain.write(block)
                    done += len(block)
                    if avance is not None:
                        avance(done, size)
    except InvalidTag:
        destino.unlink(missing_ok=True)
        _no(
            origen.name,
            "la contraseña no es la suya, o alguien lo cambió o se dañó en el camino",
        )
    except _ROTO as error:
        destino.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            message = (
                f"El disco está lleno: para abrir «{origen.name}» hace falta tanto "
                "espacio como mide, en el disco de los datos. No se leyó nada de él; "
                "libere espacio y vuelva a intentarlo."
            )
            raise StorageError(message, {"causa": "disk_full"}) from error
        _no(origen.name, "está dañado o lo hizo otro programa", error)


def _poner(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _FECHA)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o444 << 16
    package.writestr(info, content)


def _cabeza(package: zipfile.ZipFile) -> tuple[bytes, Mapping[str, Any]]:
    parts = {info.filename: info for info in package.infolist()}
    if set(parts) != {LEEME, CABEZA, CUERPO} or len(package.infolist()) != len(parts):
        message = "other files"
        raise ValueError(message)
    if parts[CABEZA].file_size > _MAX_CABEZA:
        message = "too large"
        raise ValueError(message)
    if parts[CUERPO].compress_type != zipfile.ZIP_STORED:
        message = "what is sealed is not compressed"
        raise ValueError(message)
    text = package.read(CABEZA)
    head = json.loads(text)
    known = head["formato"] == FORMATO and head["kdf"] == "argon2id"
    costs = all(0 < int(head[key]) <= most for key, most in _TOPES.items())
    if not known or not costs or int(head["bloque"]) != _BLOQUE:
        message = "another version"
        raise ValueError(message)
    return text, head


def _clave(head: Mapping[str, Any], contrasena: str) -> AESGCM:
    derived = Argon2id(
        salt=bytes.fromhex(head["sal"]),
        length=32,
        iterations=int(head["vueltas"]),
        lanes=int(head["hilos"]),
        memory_cost=int(head["memoria_kib"]),
    )
    return AESGCM(derived.derive(contrasena.encode()))


def _cerrados(
    plain: IO[bytes], head: Mapping[str, Any], text: bytes, contrasena: str
) -> Iterator[bytes]:
    key, bound = _clave(head, contrasena), hashlib.sha256(text).digest()
    prefix = bytes.fromhex(head["prefijo"])
    number, block = 0, plain.read(_BLOQUE)
    while True:
        following = plain.read(_BLOQUE)
        nonce = prefix + number.to_bytes(8, "big")
        yield key.encrypt(nonce, block, bound + bytes([not following]))
        if not following:
            return
        number, block = number + 1, following


def _abiertos(
    sealed: IO[bytes], head: Mapping[str, Any], text: bytes, contrasena: str
) -> Iterator[bytes]:
    key, bound = _clave(head, contrasena), hashlib.sha256(text).digest()
    prefix = bytes.fromhex(head["prefijo"])
    number, block = 0, sealed.read(_BLOQUE + _SELLO)
    while True:
        following = sealed.read(_BLOQUE + _SELLO)
        nonce = prefix + number.to_bytes(8, "big")
        yield key.decrypt(nonce, block, bound + bytes([not following]))
        if not following:
            return
        number, block = number + 1, following


def _no(nombre: str, why: str, error: Exception | None = None) -> NoReturn:
    message = f"«{nombre}» no se pudo abrir: {why}. No se guardó nada."
    raise UnreadableFileError(message) from error
