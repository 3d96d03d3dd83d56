"""A whole base in one file: a zip with a table per part, and the documents in a tar.

Format `cobro-base/1`, the same whatever database it came from and goes to:

- `tablas/<tabla>.jsonl`: a row per line, as a JSON array in the order of the columns
  that the manifest names; by primary key. Days are `AAAA-MM-DD`, instants ISO in UTC
  with `Z`, bytes base64, kept JSON values the text that the base has.
- `contenido.tar`: each document as `ab/cd/<sha256>`, in that order, not compressed.
- `manifiesto.json`: revision of the schema, columns, rows, bytes and SHA-256 of each
  table, and `huella`, the SHA-256 of all that; two equal bases give equal files.

Rows and documents pass one by one: nothing here grows with the base.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import IO, Self

FORMATO: Final = "cobro-base/1"
MANIFIESTO: Final = "manifiesto.json"
CONTENIDO: Final = "contenido.tar"
MAX_LINEA: Final = 64 * 1024 * 1024
"""Bytes of one row; the reader refuses longer ones."""
MAX_DOCUMENTO: Final = 512 * 1024 * 1024
_NIVEL: Final = 1
"""Of compression: the higher ones cost three times the time for a tenth of size."""
_BLOQUE: Final = 512
"""Of a tar file."""

_PAGINA: Final = 128 * 1024

Columnas = tuple[tuple[str, str], ...]
"""(name, kind), in the order of the row."""


class ParteTabla(NamedTuple):
    """What the manifest says of a table."""

    nombre: str
    columnas: Columnas
    filas: int
    octetos: int
    """Of its lines, before compression."""
    sha256: str
    """Of its lines."""


class ParteContenido(NamedTuple):
    """What the manifest says of the documents."""

    archivos: int
    octetos: int
    sha256: str
    """Of their names, a line each: the name of a document is its own SHA-256."""


@dataclass(frozen=True, slots=True)
class Cabecera:
    """What the manifest says of the base, beside its parts."""

    programa: str
    """Version of the program that wrote it."""
    revision: str
    """Of the schema."""
    seq: int
    """Last entry of the audit chain; 0 without any."""
    cabeza: str
    """Its seal."""
    ultima_accion: str
    """Its instant, ISO in UTC; empty without any."""
    hallazgos: tuple[tuple[str, str, str], ...]
    """What `verificar` found in the base that left: (class, where, message)."""


@dataclass(frozen=True, slots=True)
class Manifiesto:
    """What is inside."""

    cabecera: Cabecera
    tablas: tuple[ParteTabla, ...]
    contenido: ParteContenido
    huella: str
    """SHA-256 of all the above: equal for two equal bases."""

    @property
    def filas(self) -> int:
        """Rows of every table."""
        return sum(tabla.filas for tabla in self.tablas)


class Suma:
    """Counts lines and seals them as they pass, many at a time."""

    def __init__(self) -> None:
        self.filas = 0
        self.octetos = 0
        self._sha = hashlib.sha256()

    def agregar(self, lineas: Sequence[bytes]) -> bytes:
        """Take more lines, and return them as one."""
        whole = b"".join(lineas)
        self.filas += len(lineas)
        self.octetos += len(whole)
        self._sha.update(whole)
        return whole

    @property
    def sha256(self) -> str:
        """Of every line so far."""
        return self._sha.hexdigest()


class Escritor:
    """Writes the parts as they come; `cerrar` adds the manifest."""

    def __init__(self, archivo: Path) -> None:
        self._zip = zipfile.ZipFile(
            archivo, "w", zipfile.ZIP_DEFLATED, compresslevel=_NIVEL
        )
        self._tablas: list[ParteTabla] = []
        self._contenido = ParteContenido(0, 0, Suma().sha256)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._zip.close()

    def tabla(
        self, nombre: str, columnas: Columnas, filas: Iterable[Sequence[object]]
    ) -> None:
        """Write the rows of a table.

        Raises:
            InvalidDataError: a row is larger than any reader would take.
        """
        suma = Suma()
        with self._zip.open(nombre_de(nombre), "w", force_zip64=True) as part:
            for lineas in paginas(map(en_linea, filas)):
                if max(map(len, lineas)) > MAX_LINEA:
                    message = (
                        f"Una fila de «{nombre}» es demasiado grande para llevarla a "
                        "un archivo. No se escribió nada."
                    )
                    raise InvalidDataError(message)
                part.write(suma.agregar(lineas))
        self._tablas.append(
            ParteTabla(nombre, columnas, suma.filas, suma.octetos, suma.sha256)
        )

    def contenido(self, documentos: Iterable[tuple[str, bytes]]) -> None:
        """Write documents, given by SHA-256 and in its order."""
        suma, size = Suma(), 0
        with self._zip.open(_sin_comprimir(), "w", force_zip64=True) as part:
            for sha256, datos in documentos:
                suma.agregar([f"{sha256}\n".encode()])
                size += len(datos)
                part.write(_cabecera_tar(sha256, len(datos)))
                part.write(datos)
                part.write(bytes(-len(datos) % _BLOQUE))
            part.write(bytes(2 * _BLOQUE))
        self._contenido = ParteContenido(suma.filas, size, suma.sha256)

    def cerrar(self, cabecera: Cabecera) -> Manifiesto:
        """Write the manifest and return it."""
        tablas, contenido = tuple(self._tablas), self._contenido
        whole = en_json(cabecera, tablas, contenido)
        huella = huella_de(whole)
        text = json.dumps({**whole, "huella": huella}, ensure_ascii=False, indent=1)
        with self._zip.open(MANIFIESTO, "w") as part:
            part.write(text.encode())
        return Manifiesto(cabecera, tablas, contenido, huella)


def paginas(lineas: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield lines in lists that together take little."""
    page: list[bytes] = []
    size = 0
    for linea in lineas:
        page.append(linea)
        size += len(linea)
        if size > _PAGINA:
            yield page
            page, size = [], 0
    if page:
        yield page


def en_linea(fila: Sequence[object]) -> bytes:
    """Return a row as its line: the same values give the same bytes."""
    text = _CODIFICADOR.encode(fila)
    return f"{text}\n".encode()


def nombre_de(tabla: str) -> str:
    """Return the name of the part of a table."""
    return f"tablas/{tabla}.jsonl"


def ruta_de(sha256: str) -> str:
    """Return the name of a document inside the tar."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def en_json(
    cabecera: Cabecera, tablas: Sequence[ParteTabla], contenido: ParteContenido
) -> dict[str, Any]:
    """Return the manifest as JSON values, without its seal."""
    return {
        "formato": FORMATO,
        "programa": cabecera.programa,
        "revision": cabecera.revision,
        "bitacora": {
            "seq": cabecera.seq,
            "huella": cabecera.cabeza,
            "ultima_accion": cabecera.ultima_accion,
        },
        "hallazgos": [list(h) for h in cabecera.hallazgos],
        "tablas": [
            {**tabla._asdict(), "columnas": [list(c) for c in tabla.columnas]}
            for tabla in tablas
        ],
        "contenido": contenido._asdict(),
    }


def huella_de(manifiesto: dict[str, Any]) -> str:
    """Return the SHA-256 of a manifest without its seal."""
    text = json.dumps(
        manifiesto, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(f"{FORMATO}\n{text}".encode()).hexdigest()


def leer_tar(part: IO[bytes]) -> Iterator[tuple[str, int]]:
    """Yield (name, size) of each file of a plain tar; read its bytes before the next.

    Only what `Escritor` writes is understood: no links, no long names.

    Raises:
        ValueError: it is anything else, or it was cut.
    """
    while any(block := _exacto(part, _BLOQUE)):
        try:
            entry = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except tarfile.HeaderError as error:
            raise ValueError(str(error)) from error
        if entry.type != tarfile.REGTYPE or not 0 <= entry.size <= MAX_DOCUMENTO:
            message = "not a plain file"
            raise ValueError(message)
        yield entry.name, entry.size
        _exacto(part, -entry.size % _BLOQUE)
    if any(_exacto(part, _BLOQUE)) or part.read(1):
        message = "something follows the end"
        raise ValueError(message)


def _exacto(part: IO[bytes], size: int) -> bytes:
    found = part.read(size)
    if len(found) != size:
        message = "cut"
        raise ValueError(message)
    return found


def _sin_comprimir() -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(CONTENIDO)
    part.compress_type = zipfile.ZIP_STORED
    return part


def _cabecera_tar(sha256: str, size: int) -> bytes:
    entry = tarfile.TarInfo(ruta_de(sha256))
    entry.size = size
    return entry.tobuf(tarfile.USTAR_FORMAT)


def _valor(value: object) -> str:
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    message = f"a row cannot hold {type(value).__name__}"
    raise TypeError(message)


_CODIFICADOR: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_valor
)
