"""Turns Word files into PDF with LibreOffice, where it is installed (SECURITY 5d)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOMBRES: Final = ("soffice", "libreoffice", "soffice.exe")
_CARPETAS: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SEGUNDOS: Final = 60
_POR_ARCHIVO: Final = 5

SIN_LIBREOFFICE: Final = (
    "Para pasar a PDF un documento de Word hace falta LibreOffice, que no está "
    "instalado en este equipo. El documento de Word quedó completo; ábralo y guárdelo "
    "como PDF desde Word."
)


class NoConvertidoError(UserError):
    """A Word file that could not be turned into PDF."""

    codigo = "not_converted"


def ejecutable() -> str | None:
    """Return where LibreOffice is; None if this computer has none."""
    found = (shutil.which(name) for name in _NOMBRES)
    known = (path for path in _CARPETAS if Path(path).is_file())
    return next((path for path in (*found, *known) if path), None)


def a_pdf(documentos: Sequence[bytes]) -> list[bytes]:
    """Turn Word files into PDF, all in one run.

    Raises:
        NoConvertidoError: LibreOffice is missing, is too slow or cannot read one.
    """
    program = ejecutable()
    if program is None:
        raise NoConvertidoError(SIN_LIBREOFFICE)
    if not documentos:
        return []
    with tempfile.TemporaryDirectory(prefix="cobro-pdf-") as name:
        folder = Path(name)
        paths = [folder / f"{number:05d}.docx" for number in range(len(documentos))]
        for path, content in zip(paths, documentos, strict=True):
            path.write_bytes(content)
        _convertir(program, folder, paths)
        return [_leer(path.with_suffix(".pdf")) for path in paths]


def _convertir(program: str, folder: Path, paths: Sequence[Path]) -> None:
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(folder / 'perfil').as_uri()}",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    try:
        subprocess.run(  # noqa: S603 -- a program found by us, files of ours
            command,
            check=True,
            capture_output=True,
            timeout=_SEGUNDOS + _POR_ARCHIVO * len(paths),
        )
    except (subprocess.SubprocessError, OSError) as error:
        message = (
            "LibreOffice no pudo pasar el documento a PDF. El documento de Word quedó "
            "completo; ábralo y guárdelo como PDF."
        )
        raise NoConvertidoError(message, {"causa": str(error)}) from error


def _leer(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = "LibreOffice no escribió el PDF de uno de los documentos."
        raise NoConvertidoError(message, {"causa": str(error)}) from error
