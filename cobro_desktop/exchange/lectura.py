"""Reads a foreign file from the safe side: in a child process that may die."""

from __future__ import annotations

import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import cobro_desktop
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
    UserError,
)
from cobro_desktop.exchange.ajenos import exigir_archivo
from cobro_desktop.exchange.resultado import ResumenLectura
from cobro_desktop.exchange.salida import leer_celdas
from cobro_desktop.exchange.vista import Vista

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobro_desktop.exchange.resultado import ErrorDeCelda, OpcionesLectura

    Avance: TypeAlias = Callable[[int, int, str], None]

ORDEN = "--leer-archivo"
"""What the frozen program must answer with `exchange.worker.main`."""
SIN_NOTICIAS = 120.0
"""Seconds of silence after which the child is taken for dead."""
ESPERA = 0.1
MUERE = 5.0
"""Seconds that a child that has closed its output may take to end."""

_NO_SE_PUEDE_LEER = (
    "El archivo no se puede leer: está dañado o hecho de un modo que ningún programa "
    "de hojas de cálculo usa. No se guardó nada. Ábralo en Excel o LibreOffice y "
    "guárdelo como un libro nuevo (.xlsx)."
)
TARDA_MUCHO = (
    "Leer el archivo tarda más de medio minuto y se dejó. No se guardó nada. Divídalo "
    "en partes más pequeñas."
)
_CLASES: dict[str, type[UserError]] = {
    clase.codigo: clase
    for clase in (InvalidDataError, NotFoundError, UnreadableFileError)
}


def leer(
    archivo: Path,
    formato: str,
    opciones: OpcionesLectura,
    *,
    carpeta: Path,
    progress: Avance | None = None,
) -> ResumenLectura:
    """Read and check a file without touching the base of cases.

    Args:
        archivo: what somebody sent.
        formato: `titulos`, `cartera`, `pagos`, `saldos` or `rnmc`.
        opciones: the day, and what a person or a profile says of the file.
        carpeta: a private folder where the accepted rows are left; the caller deletes
            it when it has applied them.
        progress: hears rows done, rows in all (0 unknown) and the phase, about ten
            times a second; what it raises cancels the reading and leaves no trace.

    Raises:
        UnreadableFileError: the file is damaged, dangerous or not a table.
        InvalidDataError: no header, a missing column, or an option that does not fit.
        NotFoundError: there is no such file or format.
    """
    order = _order(archivo, formato, opciones)
    base = carpeta / f"lectura-{secrets.token_hex(8)}.db"
    order |= {"base": str(base.absolute()), "clave": secrets.token_hex(32)}
    try:
        return ResumenLectura.from_json(_follow(order, progress or _silent))
    except BaseException:
        base.unlink(missing_ok=True)
        raise


def mirar(
    archivo: Path,
    formato: str,
    opciones: OpcionesLectura,
    progress: Avance | None = None,
) -> Vista:
    """Look at a file in the child process: sheets, first rows, likely columns.

    Raises:
        UnreadableFileError: the file is damaged, dangerous or not a table.
        InvalidDataError: the sheet, row or column that was asked for is not there.
        NotFoundError: there is no such file or format.
    """
    order = _order(archivo, formato, opciones) | {"solo_mirar": True}
    return Vista.from_json(_follow(order, progress or _silent))


def errores(resumen: ResumenLectura) -> Iterator[ErrorDeCelda]:
    """Yield every cell that rejected its row, by row."""
    return leer_celdas(resumen, "error")


def avisos(resumen: ResumenLectura) -> Iterator[ErrorDeCelda]:
    """Yield what deserves a look in the accepted rows, by row."""
    return leer_celdas(resumen, "aviso")


def orden_worker() -> list[str]:
    """Return the command of the child, from a checkout, an installation or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ORDEN]
    return [sys.executable, "-P", "-m", "cobro_desktop.exchange.worker"]


def _silent(done: int, total: int, detail: str) -> None:
    """Report to nobody."""


def _order(archivo: Path, formato: str, opciones: OpcionesLectura) -> dict[str, Any]:
    exigir_archivo(archivo)
    return {
        "archivo": str(archivo.absolute()),
        "formato": formato,
        "opciones": opciones.to_json(),
        "base": "",
        "clave": "",
    }


def _follow(order: dict[str, Any], progress: Avance) -> dict[str, Any]:
    child = _start()
    lines: queue.Queue[str | None] = queue.Queue()
    assert child.stdin is not None
    assert child.stdout is not None
    reader = threading.Thread(target=_pump, args=(child.stdout, lines), daemon=True)
    reader.start()
    try:
        _give(child.stdin, order)
        found = _listen(lines, progress)
        if found is None:
            raise _dead(child)
        return found
    finally:
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()


def _start() -> subprocess.Popen[str]:
    package = str(Path(cobro_desktop.__file__).parents[1])
    paths = [package, os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONIOENCODING": "utf-8",
        "MALLOC_ARENA_MAX": "2",
    }
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603  # our own executable, no shell
        orden_worker(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
        creationflags=no_window,
    )


def _give(stdin: IO[str], order: dict[str, Any]) -> None:
    try:
        with stdin:
            stdin.write(json.dumps(order))
    except OSError:
        return  # it died at birth; its silence will tell


def _pump(stdout: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stdout:
        lines.put(line)
    lines.put(None)


def _listen(lines: queue.Queue[str | None], progress: Avance) -> dict[str, Any] | None:
    """Follow the child to its answer; None if it died without one."""
    last, heard = (0, 0, "Abriendo el archivo"), time.monotonic()
    while True:
        try:
            line = lines.get(timeout=ESPERA)
        except queue.Empty:
            if time.monotonic() - heard > SIN_NOTICIAS:
                raise UnreadableFileError(_NO_SE_PUEDE_LEER) from None
            progress(*last)
            continue
        heard = time.monotonic()
        if line is None:
            return None
        answer = _parse(line)
        if "resumen" in answer:
            found: dict[str, Any] = answer["resumen"]
            return found
        if "error" in answer:
            raise _problem(answer["error"])
        last = (answer["hechas"], answer["total"], answer["fase"])
        progress(*last)


def _dead(child: subprocess.Popen[str]) -> UnreadableFileError:
    """Say why the child died, where its exit code tells."""
    try:
        code = child.wait(timeout=MUERE)
    except subprocess.TimeoutExpired:
        code = 0
    if sys.platform != "win32" and -code == signal.SIGXCPU:
        return UnreadableFileError(TARDA_MUCHO)
    return UnreadableFileError(_NO_SE_PUEDE_LEER)


def _parse(line: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise UnreadableFileError(_NO_SE_PUEDE_LEER) from error
    assert isinstance(answer, dict)
    return answer


def _problem(error: dict[str, Any]) -> UserError:
    clase = _CLASES.get(error["codigo"], UnreadableFileError)
    return clase(error["mensaje"], error["detalle"])
