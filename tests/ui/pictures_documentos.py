"""Draws the trays and the review of a document over a real base; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_documentos.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend import make_shell  # noqa: E402
from cobro_ui.backend.office import Office, open_office  # noqa: E402
from cobro_ui.documentos.commands import open_documents  # noqa: E402
from cobro_ui.documentos.page import DocumentsPage  # noqa: E402
from cobro_ui.documentos.results_dialog import ResultsDialog  # noqa: E402
from cobro_ui.documentos.review_dialog import ReviewDialog  # noqa: E402
from cobro_ui.documentos.step_dialogs import AnnulDialog, RegisterDialog  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.reads import CaseRef  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.services.oficina import (  # noqa: E402
    HOY,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)
from tests.services.test_ciclo_documentos import DATOS, Despacho  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402


def fill(despacho: Despacho) -> dict[str, int]:
    """Leave a document in each place of its life."""
    found = {}
    observed = "Cite el memorando completo, con su fecha, y quién lo firma."
    returned = despacho.proyecta()
    despacho.envia(returned)
    despacho.revisa(returned, observed)
    despacho.rehace(returned, memorando_recibo="el memorando 12 del 3 de agosto")
    despacho.envia(returned)
    despacho.revisa(returned)
    found["revisado"] = returned
    found["errado"] = despacho.proyecta(deudor="VIGIAS Y CIA")
    despacho.envia(found["errado"])
    despacho.revisa(found["errado"])
    for name in ("aprobado", "firmado"):
        found[name] = despacho.proyecta()
        despacho.aprueba(found[name])
    despacho.firma(found["firmado"])
    return found


def draw(studio: Studio, office: Office, tag: str, ids: dict[str, int]) -> None:
    file = Path(tempfile.mkdtemp()) / "ventana.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    shell = make_shell(office, studio.jobs, studio.theme)
    assert shell.documents is not None
    window = MainWindow(shell, settings)
    window.resize(1366, 768)
    window.show()
    window.begin()
    studio.settle(3)
    studio.keep(window, f"{tag}-lista")
    page = open_documents(window)
    assert isinstance(page, DocumentsPage)
    studio.settle(2)
    studio.keep(window, f"{tag}-bandeja")
    for tray, button in page.trays.items():
        button.click()
        studio.keep(window, f"{tag}-bandeja-{tray}")
    for name, one in ids.items():
        dialog = ReviewDialog(one, shell.documents, shell, window)
        dialog.show()
        studio.settle(1)
        studio.keep(dialog, f"{tag}-documento-{name}")
        dialog.tabs.setCurrentIndex(1)
        studio.keep(dialog, f"{tag}-documento-{name}-historia")
        dialog.close()
    life = shell.documents.life(ids["firmado"])
    for kind in (RegisterDialog, AnnulDialog):
        step = kind(shell.documents, life, shell, window)
        step.show()
        studio.keep(step, f"{tag}-{kind.__name__.lower()}")
        step.close()
    results = [
        {"documento_id": 1, "hecho": True, "texto": ""},
        {"documento_id": 2, "hecho": False, "texto": "Está en revisión: no se firma."},
    ]
    names = {1: "Auto · SVSP-2026-000001", 2: "Auto · SVSP-2026-000002"}
    answers = ResultsDialog(results, names, shell, window)
    answers.show()
    studio.keep(answers, f"{tag}-resultados")
    answers.close()
    case = expediente_de(office.workspace, "R-100")
    tab = window.open_case(CaseRef(case.id, case.numero, case.deudor))
    tab.tabs.setCurrentWidget(tab.documentos)
    studio.settle(1)
    studio.keep(window, f"{tag}-caso")
    window.close()


def main(folder: Path, schemes: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    datos = Path(tempfile.mkdtemp())
    workspace = abrir_oficina(open_base(datos), datos)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    ids = fill(Despacho(workspace, expediente_de(workspace, "R-100").id, datos))
    with open_office(State(datos, None, HOY, "jef", json=False)) as office:
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme)))
            draw(studio, office, scheme, ids)
        studio.jobs.close()
        office.workspace.close()
    workspace.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"])
