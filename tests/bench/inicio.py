"""P8: from the start of the process to the first paint of the window.

Two peers: the same program importing everything first, and a bare window that opens
SQLite. The clock is the machine's, which parent and child share.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, NoReturn

ROOT = Path(__file__).parents[2]
TODO = (
    "alembic.command", "babel.dates", "cryptography.fernet", "docx", "docxtpl",
    "holidays", "openpyxl", "pikepdf", "pypdfium2", "python_calamine",
    "reportlab.platypus", "segno", "sqlalchemy.orm", "stdnum.co.nit", "xlsxwriter",
    "cobro_desktop.services.importacion.orden", "cobro_desktop.services.workspace",
    "cobro_desktop.documents.generar",
)  # fmt: skip
"""What a program that does not think of it imports at its top."""


def p8(turns: int = 5) -> dict[str, tuple[float, float]]:
    """Return the medians of peer and ours, for each of the two peers."""
    from cobro_desktop.services.workspace import open_workspace

    taken: dict[str, list[float]] = {"todo": [], "desnuda": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        open_workspace(Path(folder), None).close()
        for _ in range(turns):
            for variant, seconds in taken.items():
                seconds.append(_fresh(variant, folder))
    ours_s = median(taken["ours"])
    return {
        "importando todo al inicio": (median(taken["todo"]), ours_s),
        "una ventana vacía con SQLite": (median(taken["desnuda"]), ours_s),
    }


def ours(datos: str) -> NoReturn:
    """Run the program until its window is painted."""
    from cobro_desktop.__main__ import main
    from cobro_ui import application, main_window

    class Watched(main_window.MainWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 -- Qt's name
            super().paintEvent(event)
            _painted()

    application.MainWindow = Watched  # type: ignore[attr-defined]
    sys.argv = ["cobro-desktop", "--datos", datos]
    main()
    raise SystemExit(1)


def todo(datos: str) -> NoReturn:
    """Do the same after importing every library."""
    from importlib import import_module

    for name in TODO:
        import_module(name)
    ours(datos)


def desnuda(datos: str) -> NoReturn:
    """Open SQLite and paint an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow
    from sqlcipher3 import dbapi2

    class Watched(QMainWindow):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 -- Qt's name
            super().paintEvent(event)
            _painted()

    app = QApplication([])
    dbapi2.connect(f"{datos}/cobro.db").execute("SELECT count(*) FROM expediente")
    window = Watched()
    window.resize(1200, 800)
    window.show()
    raise SystemExit(app.exec())


def _painted() -> None:
    """Tell the time once everything in the window has been painted."""
    from PySide6.QtCore import QTimer

    def tell() -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)

    QTimer.singleShot(0, tell)


def _fresh(variant: str, datos: str) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.inicio", variant, datos]
    path = f"{ROOT}{os.pathsep}{ROOT / 'ui'}"
    start = time.monotonic()
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment | {"PYTHONPATH": path},
        timeout=60,
    )
    return float(done.stdout.splitlines()[-1]) - start


if __name__ == "__main__":
    if sys.argv[1:]:
        {"ours": ours, "todo": todo, "desnuda": desnuda}[sys.argv[1]](sys.argv[2])
    else:
        print(p8())
