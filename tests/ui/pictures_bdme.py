"""Draws the bulletin to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_bdme.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

import openpyxl  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.domain.errors import MissingParameterError  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.bdme.commands import open_bulletin  # noqa: E402
from cobro_ui.bdme.form_dialog import FormDialog  # noqa: E402
from cobro_ui.bdme.page import BulletinPage  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_bdme import FakeBulletin  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

PROBLEM = MissingParameterError(
    "Falta el salario mínimo (SMLMV) de 2026. Cargue el valor en Parámetros legales."
)


def draw(studio: Studio, tag: str) -> None:
    for name, source in (
        ("bdme", FakeBulletin()),
        ("bdme-vacio", FakeBulletin(empty=True)),
        ("bdme-error", FakeBulletin(problem=PROBLEM)),
    ):
        window = studio.window(replace(studio.shell(), bulletin=source))
        open_bulletin(window)
        studio.settle(1)
        studio.keep(window, f"{tag}-{name}")
        page = window.tabs.findChild(BulletinPage)
        if name == "bdme" and page is not None:
            page.sections.choose("excluidos")
            studio.keep(window, f"{tag}-{name}-excluidos")
            page.sections.choose("por_retirar")
            studio.keep(window, f"{tag}-{name}-retiros")
            page.sections.choose("cancelacion_acuerdos")
            studio.keep(window, f"{tag}-{name}-nadie")
            page.form.click()
            dialog = page.findChild(FormDialog)
            assert dialog is not None
            form = studio.folder / "formulario.xlsx"
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            sheet.append(["IDENTIFICACIÓN", "NOMBRE", "VALOR DE LA OBLIGACIÓN"])
            book.save(form)
            dialog.file.set_value(str(form))
            studio.keep(dialog, f"{tag}-{name}-formulario")
            dialog.close()
        window.close()


def main(folder: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), 100))
        draw(studio, scheme)
    studio.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["claro"])
