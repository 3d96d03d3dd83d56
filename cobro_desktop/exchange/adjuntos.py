"""Looks at a file before it goes into a case: what it is, whether it may come in."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final, NamedTuple, NoReturn

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.nombres_archivo import nombre_seguro
from cobro_desktop.exchange.correos_outlook import leer_msg
from cobro_desktop.exchange.paginas import CIFRADO, DANADO, Conteo, contar_paginas
from cobro_desktop.exchange.tipo_archivo import DESCONOCIDO, tipo_de

_EJECUTABLES: Final = frozenset(
    (
        *("exe", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse"),
        *("wsf", "hta", "lnk", "jar", "dll", "reg", "cpl", "pif", "iso", "img"),
        *("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm"),
    )
)
_IGUALES: Final = {"jpeg": "jpg", "tiff": "tif", "htm": "html"}
_SIN_NOMBRE_PROPIO: Final = frozenset({"txt", "ole", "zip", "cifrado", DESCONOCIDO})
_NOMBRES: Final = {
    "pdf": "un PDF",
    "docx": "un documento de Word",
    "xlsx": "un libro de Excel",
    "jpg": "una imagen",
    "png": "una imagen",
    "tif": "una imagen",
    "msg": "un correo de Outlook",
    "eml": "un correo",
}
_MAX_LISTADOS: Final = 10


class Adjunto(NamedTuple):
    """A file that may come in."""

    nombre: str
    """Safe on any system; with the extension of what it is."""
    formato: str
    avisos: tuple[str, ...]
    """What the person should know, in sentences."""
    conteo: Conteo


def revisar_adjunto(nombre: str, content: bytes) -> Adjunto:
    """Tell what a file is, by its content.

    A damaged file or one with a password comes in, and it is said: it is what was
    received, and it may be all the proof that there is.

    Raises:
        InvalidDataError: it is a program, carries macros, or is a compressed folder.
    """
    name = nombre_seguro(nombre)
    kind = tipo_de(content)
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    suffix = _IGUALES.get(suffix, suffix)
    _rechazar(name, kind, suffix, content)
    warnings = []
    if kind not in _SIN_NOMBRE_PROPIO and suffix != kind:
        warnings.append(f"«{name}» es {_NOMBRES.get(kind, kind)}: se guardó como tal.")
        name, suffix = f"{PurePosixPath(name).stem}.{kind}", kind
    elif suffix in _NOMBRES and kind not in {suffix, "cifrado"}:
        warnings.append(
            f"«{name}» no es {_NOMBRES[suffix]}, o está dañado: se guardó como llegó. "
            "Pídalo de nuevo a quien lo envió."
        )
    conteo = contar_paginas(content)
    if conteo.aviso == DANADO:
        warnings.append(
            f"«{name}» está incompleto o dañado: se guardó como llegó. Ábralo para "
            "ver qué se alcanza a leer, y pídalo de nuevo."
        )
    if conteo.aviso == CIFRADO:
        warnings.append(
            f"«{name}» pide contraseña: se guardó cerrado, y ni el programa ni quien "
            "reciba el expediente lo podrá leer. Pida una copia sin contraseña."
        )
    if kind == "msg" and leer_msg(content) is None:
        warnings.append(
            f"«{name}» es un correo de Outlook que no se pudo leer por dentro: se "
            "guardó entero. Anexe aparte los archivos que traiga."
        )
    return Adjunto(name, suffix, tuple(warnings), conteo)


def _rechazar(name: str, kind: str, suffix: str, content: bytes) -> None:
    if kind == "macros":
        _no(f"«{name}» trae macros. Guárdelo sin macros (.docx, .xlsx) o como PDF.")
    if kind == "programa" or suffix in _EJECUTABLES:
        _no(f"«{name}» es un programa o puede ejecutar uno, no un documento.")
    if kind == "zip" and suffix not in {"odt", "ods", "odp", "pptx"}:
        inside = _dentro(content)
        listed = f" Trae: {inside}." if inside else ""
        _no(
            f"«{name}» es una carpeta comprimida.{listed} Descomprímala y anexe cada "
            "documento, para que tenga su lugar y sus folios."
        )


def _dentro(content: bytes) -> str:
    """Name what a compressed folder holds, without opening any of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [i.filename for i in package.infolist() if not i.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    shown = ", ".join(nombre_seguro(name) for name in names[:_MAX_LISTADOS])
    more = len(names) - _MAX_LISTADOS
    return f"{shown} y {more} más" if more > 0 else shown


def _no(why: str) -> NoReturn:
    message = f"{why} No se anexó."
    raise InvalidDataError(message)
