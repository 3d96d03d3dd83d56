"""Draws the agreements of a case to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_acuerdos.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.acuerdos.ask_dialog import AskDialog  # noqa: E402
from cobro_ui.acuerdos.ending_dialog import EndingDialog  # noqa: E402
from cobro_ui.acuerdos.grant_dialog import GrantDialog  # noqa: E402
from cobro_ui.acuerdos.ports import AgreementTerms, Ending  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend.acuerdos import CaseAgreements  # noqa: E402
from cobro_ui.backend.cases import Cases  # noqa: E402
from cobro_ui.backend.office import Office, open_office  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.services.oficina import (  # noqa: E402
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)
from tests.ui.fakes import line  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

HOY = date(2026, 9, 30)
FIRMA = date(2026, 6, 30)


def with_office(draw: Callable[[Office], None]) -> None:
    folder = Path(tempfile.mkdtemp())
    base = open_base(folder)
    abrir_oficina(base, folder)
    base.close()
    state = State(folder, None, HOY, "pro", json=False)
    with open_office(state) as office:
        draw(office)
    state.workspace.close()


def draw(studio: Studio, tag: str, office: Office) -> None:
    agreements = CaseAgreements(office)
    case_id = expediente_de(office.workspace, "R-100").id
    shell = replace(studio.shell(), cases=Cases(office), agreements=agreements)
    window = studio.window(shell)
    case = window.open_case(line(case_id))
    assert case.acuerdos is not None
    case.tabs.setCurrentWidget(case.acuerdos)
    studio.keep(window, f"{tag}-vacio")

    def keep(dialog: QDialog, name: str) -> None:
        dialog.show()
        studio.settle(1)
        studio.keep(dialog, f"{tag}-{name}")

    asking = AskDialog(agreements, case_id, shell, window)
    keep(asking, "solicitud")
    asking.close()
    granting = GrantDialog(agreements, case_id, shell, window)
    granting.show()
    studio.settle()
    granting.day.edit.setText("30/6/2026")
    keep(granting, "otorgar")
    granting.instalments.set_value(24)
    keep(granting, "otorgar-con-motivo")
    granting.reported.setChecked(True)
    granting.guarantee.setCurrentIndex(2)
    granting.detail.setText("Hipoteca, escritura 1.234 de 2024, avalúo del IGAC")
    granting.worth.set_value(90_000_000)
    granting.initial.set_value(10_000_000)
    keep(granting, "otorgar-impedido")
    granting.day.edit.setText("1/1/2020")
    keep(granting, "otorgar-sin-plan")
    granting.close()
    terms = AgreementTerms(expediente_id=case_id, dia=FIRMA, cuotas=8)
    agreements.grant(replace(terms, cuota_inicial=10_000_000))
    for day, pesos in ((FIRMA, 100_000), (date(2026, 7, 30), 150_000)):
        order = RegistrarPago(case_id, day, pesos * 100, f"{day}", "Banco Agrario")
        registrar_pago(order, office.workspace, en_nombre_de("fin"))
    case.reload()
    studio.settle(1)
    studio.keep(window, f"{tag}-vigente")
    ending = EndingDialog(
        agreements, (Ending.INCUMPLIR, agreements.load(case_id)), shell, window
    )
    keep(ending, "incumplir")
    ending.go.click()
    studio.settle(1)
    case.reload()
    studio.settle(1)
    studio.keep(window, f"{tag}-incumplido")
    window.close()


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    for scheme in schemes:
        theme.apply(Appearance(Scheme(scheme), percent))
        tag = scheme if percent == 100 else f"{scheme}{percent}"
        with_office(partial(draw, studio, tag))
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
