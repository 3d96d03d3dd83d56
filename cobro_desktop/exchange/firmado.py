"""A file of values that travels signed: anybody can read it, nobody can change it.

Canonical JSON with an Ed25519 signature over everything else. It says who holds the
key that signed it; whether that key is trusted is decided by who receives it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from cobro_desktop.domain.errors import (
    InvalidDataError,
    UnreadableFileError,
)
from cobro_desktop.exchange.ajenos import exigir_archivo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMATO: Final = "cobro-parametros/1"
QUE: Final = "un archivo firmado de parámetros"
MAX_BYTES: Final = 5_000_000
_FIRMA: Final = "firma"
_GRUPO: Final = 4
_HUELLA: Final = 20
"""Hexadecimal digits of a key that two people compare by telephone."""


@dataclass(frozen=True, slots=True)
class Firmado:
    """A signed file whose signature is right."""

    contenido: Mapping[str, Any]
    clave: str
    """Public key, hexadecimal."""


def crear_clave(contrasena: str) -> bytes:
    """Return a new private key as PEM text, closed with a password.

    Raises:
        InvalidDataError: the password is shorter than eight characters.
    """
    if len(contrasena) < 8:
        message = "La contraseña de la clave necesita al menos ocho caracteres."
        raise InvalidDataError(message)
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(contrasena.encode()),
    )


def abrir_clave(archivo: Path, contrasena: str) -> Ed25519PrivateKey:
    """Open a private key.

    Raises:
        NotFoundError: no such file.
        InvalidDataError: another kind of file, or the password is not its own.
    """
    exigir_archivo(archivo)
    large = archivo.stat().st_size > MAX_BYTES
    try:
        key = serialization.load_pem_private_key(
            b"" if large else archivo.read_bytes(), contrasena.encode()
        )
    except (ValueError, TypeError, UnsupportedAlgorithm, OSError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        message = (
            f"No se pudo abrir la clave «{archivo.name}»: la contraseña no es la suya "
            "o el archivo no es una clave de este programa."
        )
        raise InvalidDataError(message)
    return key


def firmar(
    contenido: Mapping[str, Any], clave: Ed25519PrivateKey, formato: str = FORMATO
) -> bytes:
    """Return the bytes of the signed file."""
    whole = {**contenido, "formato": formato, "clave": _hex(clave.public_key())}
    signature = clave.sign(_canonical(whole, formato)).hex()
    text = json.dumps({**whole, _FIRMA: signature}, ensure_ascii=False, indent=1)
    return text.encode()


def abrir(archivo: Path) -> Firmado:
    """Read a signed file of values and check its signature.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: it is no such file, or it was changed after signing.
    """
    exigir_archivo(archivo)
    large = archivo.stat().st_size > MAX_BYTES
    return comprobar(b"" if large else archivo.read_bytes(), archivo.name)


def comprobar(
    datos: bytes, nombre: str, formato: str = FORMATO, que: str = QUE
) -> Firmado:
    """Check the signature of what was read; `que` is what it should be.

    Raises:
        UnreadableFileError: it is no such file, or it was changed after signing.
    """
    whole = _leer(datos, nombre, que)
    if whole.get("formato") != formato:
        message = (
            f"«{nombre}» no es {que}, o es de una versión más nueva del programa. No "
            "se guardó nada."
        )
        raise UnreadableFileError(message)
    signature = whole.pop(_FIRMA, "")
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(whole["clave"]))
        public.verify(bytes.fromhex(signature), _canonical(whole, formato))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        message = (
            f"La firma de «{nombre}» no corresponde a lo que dice: alguien lo cambió "
            "o se dañó en el camino. No se guardó nada; pídalo otra vez."
        )
        raise UnreadableFileError(message) from None
    return Firmado(whole, whole["clave"])


def huella(clave: str) -> str:
    """Return what two people compare of a public key: `3f2a 9b10 …`."""
    digest = hashlib.sha256(bytes.fromhex(clave)).hexdigest()[:_HUELLA]
    groups = (digest[n : n + _GRUPO] for n in range(0, _HUELLA, _GRUPO))
    return " ".join(groups)


def huella_de_clave(clave: Ed25519PrivateKey) -> str:
    """Return the fingerprint of what a private key signs."""
    return huella(_hex(clave.public_key()))


def _leer(datos: bytes, nombre: str, que: str) -> dict[str, Any]:
    whole: object = None
    try:
        whole = json.loads(datos)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict):
        message = f"«{nombre}» no es {que}. No se guardó nada."
        raise UnreadableFileError(message)
    return whole


def _canonical(whole: Mapping[str, Any], formato: str) -> bytes:
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{formato}\n{text}".encode()


def _hex(public: Ed25519PublicKey) -> str:
    return public.public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    ).hex()
