"""The pack of an institution: a signed .zip of data files, and never anything else.

`manifiesto.json` is signed and names every other file with its size and SHA-256, so
that what is inside is what the signer put there. Only texts and Word templates may
travel; each name is checked against a list before a byte of it is read.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.firmado import comprobar, firmar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMATO: Final = "cobro-paquete-entidad/1"
QUE: Final = "un paquete de entidad"
MANIFIESTO: Final = "manifiesto.json"
ENTIDAD: Final = "entidad.toml"
MAX_PAQUETE: Final = 40_000_000
MAX_TOTAL: Final = 60_000_000
MAX_PARTES: Final = 400
MAX_PROPORCION: Final = 200
PROPORCION_DESDE: Final = 1_000_000
"""Below this size even a perfect ratio does no harm."""
MAX_TEXTO: Final = 4 * 1024 * 1024
MAX_WORD: Final = 10 * 1024 * 1024
_FECHA_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_NOMBRES: Final = re.compile(
    r"entidad\.toml"
    r"|procedimientos/[a-z0-9][a-z0-9_.-]{0,80}\.toml"
    r"|plantillas/autos/[a-z0-9][a-z0-9_-]{0,80}\.(?:docx|toml)"
    r"|plantillas/oficios/[a-z0-9][a-z0-9_-]{0,80}\.toml"
    r"|plantillas/clausulas\.toml"
    r"|informes/[a-z0-9][a-z0-9_-]{0,80}\.toml"
)
_ROTO = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
         NotImplementedError, RuntimeError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paquete:
    """A pack whose signature and files are right."""

    sigla: str
    nombre: str
    emisor: str
    """Who signed it, as the receivers read it."""
    creado: str
    """ISO instant with its offset."""
    clave: str
    """Public key, hexadecimal."""
    archivos: Mapping[str, bytes]
    """By name inside the pack; always with `entidad.toml`."""
    sha256: str
    """Of the whole pack."""


def escribir_paquete(
    cabeza: Mapping[str, str], archivos: Mapping[str, bytes], clave: Ed25519PrivateKey
) -> bytes:
    """Return the bytes of a pack; the same content and day give the same bytes.

    `cabeza` holds `sigla`, `nombre`, `emisor` and `creado`.
    """
    listed = [
        {
            "ruta": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "tamano": len(content),
        }
        for name, content in sorted(archivos.items())
    ]
    manifest = firmar({**cabeza, "archivos": listed}, clave, FORMATO)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in ((MANIFIESTO, manifest), *sorted(archivos.items())):
            entry = zipfile.ZipInfo(name, _FECHA_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return whole.getvalue()


def leer_paquete(archivo: Path) -> Paquete:
    """Open a pack: its shape, its signature, then each file against its hash.

    Whether its key is trusted is decided by who receives it.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: it is no pack, it is dangerous, or it was changed.
    """
    exigir_archivo(archivo)
    if archivo.stat().st_size > MAX_PAQUETE:
        raise _rechazo(archivo.name, "es demasiado grande")
    whole = archivo.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            parts = {part.filename: part for part in package.infolist()}
            _exigir_partes(archivo.name, package.infolist())
            manifest = _leer(package, parts[MANIFIESTO], archivo.name)
            signed = comprobar(manifest, archivo.name, FORMATO, QUE)
            head, listed = _manifiesto(signed.contenido, archivo.name)
            if set(listed) != parts.keys() - {MANIFIESTO}:
                raise _rechazo(archivo.name, "no trae los archivos que su lista dice")
            files = {
                name: _comprobado(
                    _leer(package, parts[name], archivo.name), wanted, archivo.name
                )
                for name, wanted in listed.items()
            }
    except _ROTO as error:
        message = f"«{archivo.name}» no es {QUE}, o está dañado. No se guardó nada."
        raise UnreadableFileError(message) from error
    digest = hashlib.sha256(whole).hexdigest()
    return Paquete(**head, clave=signed.clave, archivos=files, sha256=digest)


def admite(nombre: str) -> bool:
    """Tell whether a pack may hold a file of that name."""
    return _NOMBRES.fullmatch(nombre) is not None


def instante_de(texto: str) -> dt.datetime | None:
    """Read the instant of a manifest; None if it is none, or has no offset."""
    import datetime as dt

    try:
        found = dt.datetime.fromisoformat(texto)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _exigir_partes(nombre: str, parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTES:
        raise _rechazo(nombre, "tiene demasiados archivos")
    if len(set(names)) != len(names):
        raise _rechazo(nombre, "tiene dos archivos con el mismo nombre")
    if MANIFIESTO not in names or ENTIDAD not in names:
        raise _rechazo(nombre, f"le falta {MANIFIESTO} o {ENTIDAD}")
    for part in parts:
        if part.filename != MANIFIESTO and not admite(part.filename):
            raise _rechazo(
                nombre,
                f"trae «{part.filename}», y un paquete solo lleva el perfil, los "
                "procedimientos, las plantillas y los informes de la entidad",
            )
        if part.flag_bits & 1:
            raise _rechazo(nombre, "está cifrado")
        bomb = part.file_size > MAX_PROPORCION * max(part.compress_size, 1)
        if part.file_size > _limite(part.filename) or (
            bomb and part.file_size > PROPORCION_DESDE
        ):
            raise _rechazo(nombre, f"«{part.filename}» crece demasiado al abrirse")
    if sum(part.file_size for part in parts) > MAX_TOTAL:
        raise _rechazo(nombre, "al abrirse es demasiado grande")


def _limite(nombre: str) -> int:
    return MAX_WORD if nombre.endswith(".docx") else MAX_TEXTO


def _leer(package: zipfile.ZipFile, part: zipfile.ZipInfo, nombre: str) -> bytes:
    """Read a part up to its limit, whatever its header says."""
    limit = _limite(part.filename)
    with package.open(part) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise _rechazo(nombre, f"«{part.filename}» crece demasiado al abrirse")
    return content


def _manifiesto(
    content: Mapping[str, Any], nombre: str
) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
    try:
        head = {key: content[key] for key in ("sigla", "nombre", "emisor", "creado")}
        listed = {
            str(entry["ruta"]): (str(entry["sha256"]), int(entry["tamano"]))
            for entry in content["archivos"]
        }
    except (KeyError, TypeError, ValueError):
        head, listed = {}, {}
    texts = all(isinstance(value, str) and value.strip() for value in head.values())
    if not head or not texts or instante_de(head["creado"]) is None:
        raise _rechazo(nombre, "su lista no dice de quién es ni de cuándo")
    return head, listed


def _comprobado(content: bytes, wanted: tuple[str, int], nombre: str) -> bytes:
    if (hashlib.sha256(content).hexdigest(), len(content)) != wanted:
        raise _rechazo(nombre, "un archivo no es el que se firmó")
    return content


def _rechazo(nombre: str, why: str) -> UnreadableFileError:
    message = f"«{nombre}» no se puede recibir: {why}. No se guardó nada."
    return UnreadableFileError(message, {"archivo": nombre})


def rutas(archivos: Mapping[str, bytes], sigla: str) -> Iterator[tuple[str, str]]:
    """Yield where each file of a pack stands in the program's data.

    Procedures are not there: the base installs them as versions.
    """
    folder = sigla.casefold()
    for name in archivos:
        kind, _, rest = name.partition("/")
        if name == ENTIDAD:
            yield name, f"resources/entidades/{folder}.toml"
        elif kind == "informes":
            yield name, f"resources/informes/{folder}/{rest}"
        elif name == "plantillas/clausulas.toml":
            yield name, f"templates/{folder}/clausulas.toml"
        elif kind == "plantillas":
            family, _, file = rest.partition("/")
            yield name, f"templates/{family}/{folder}/{file}"
