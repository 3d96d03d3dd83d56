"""Draws the dialogs of versions and packs to PNG files; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_versiones.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.procedimientos import load_catalogo  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.mapa import CaseFlows  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.backend.versiones import Versions  # noqa: E402
from cobro_ui.mapa.commands import open_procedures  # noqa: E402
from cobro_ui.ports import Shell  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from cobro_ui.versiones.install import InstallDialog  # noqa: E402
from cobro_ui.versiones.move import MoveDialog  # noqa: E402
from cobro_ui.versiones.packs import ExportPackDialog, PackDialog  # noqa: E402
from tests.scenarios.test_quinta import paquete  # noqa: E402
from tests.services.oficina import abrir_oficina  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

CODIGO = "PRO-GJU-130-008"


def draw(studio: Studio, tag: str, shell: Shell, folder: Path) -> None:
    source = shell.versions
    assert source is not None
    window = studio.window(shell)
    open_procedures(window)
    studio.keep(window, f"{tag}-procedimientos")
    dialog = InstallDialog(source, shell, window)
    dialog.show()
    studio.keep(dialog, f"{tag}-instalar-vacio")
    dialog.file.set_value(str(folder / "malo.toml"))
    studio.keep(dialog, f"{tag}-instalar-fallas")
    dialog.file.set_value(str(folder / "v18.toml"))
    studio.keep(dialog, f"{tag}-instalar")
    dialog.act.click()
    studio.settle()
    move = MoveDialog(source, shell, window, (CODIGO, 17, 18))
    move.show()
    studio.settle(3)
    move.why.setText("Acta 12 del comité de cartera, que adopta el manual nuevo")
    studio.keep(move, f"{tag}-pasar")
    move.close()
    pack = PackDialog(source, shell, window)
    pack.show()
    studio.keep(pack, f"{tag}-paquete-vacio")
    pack.file.set_value(str(paquete(folder)))
    studio.keep(pack, f"{tag}-paquete-huella")
    mark = pack.message.text.partition("Su huella es ")[2].partition(".")[0]
    pack.fingerprint.setText(mark)
    pack.fingerprint.editingFinished.emit()
    studio.keep(pack, f"{tag}-paquete")
    export = ExportPackDialog(source, shell, window)
    export.show()
    studio.keep(export, f"{tag}-exportar")
    export.close()
    pack.close()
    window.close()


def prepare(folder: Path) -> None:
    """Write a version with changes and one with faults."""
    text = load_catalogo().texto(load_catalogo().buscar(CODIGO, 17))
    text = text.replace("version = 17", "version = 18", 1)
    changes = (
        ('nombre = "Recepción de títulos ejecutivos"',
         'nombre = "Recepción y radicación de títulos ejecutivos"'),
        ("cantidad = 45", "cantidad = 30"),
        ('cantidad = 1, unidad = "meses"', 'cantidad = 15, unidad = "habiles"'),
    )  # fmt: skip
    for before, after in changes:
        text = text.replace(before, after, 1)
    (folder / "v18.toml").write_text(text, encoding="utf-8")
    wrong = text.replace('inicio = "1"', 'inicio = "99"').replace("codigo", "codgo", 1)
    (folder / "malo.toml").write_text(wrong, encoding="utf-8")


def main(folder: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        work = Path(tempfile.mkdtemp())
        prepare(work)
        base = open_base(work)
        abrir_oficina(base, work)
        theme.apply(Appearance(Scheme(scheme), 100))
        state = State(work, None, date(2026, 9, 30), "coo", json=False)
        with open_office(state) as office:
            shell = replace(
                studio.shell(), flow=CaseFlows(office), versions=Versions(office)
            )
            draw(studio, scheme, shell, work)
        state.close()
        base.close()
    studio.jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"])
