"""Draws the liquidation of a case to PNG files, to be looked at; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_liquidacion.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto  # noqa: E402
from cobro_desktop.domain.errors import MissingParameterError  # noqa: E402
from cobro_desktop.domain.intereses.regimen import Regimen  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.expediente.liquidacion import LiquidacionTab  # noqa: E402
from cobro_ui.liquidacion.compare_dialog import CompareDialog  # noqa: E402
from cobro_ui.liquidacion.verify_dialog import VerifyDialog  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.ui.fake_liquidaciones import FakeLiquidations, t_1a_2  # noqa: E402
from tests.ui.fakes import HOY, LONG, line, make_shell  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

TITLE = "Resolución n.º 20244100012345"
PAID = t_1a_2(
    HOY, Abono(date(2025, 9, 30), 30_000_000), Abono(date(2026, 5, 4), 60_000_000)
)
POLICE = Cuenta(
    capital=151_840_000,
    regimen=Regimen.ET635,
    exigible=date(2023, 12, 10),
    corte=HOY,
    abonos=(Abono(date(2025, 6, 16), 50_000_000),),
    gastos=(Gasto(date(2025, 2, 3), 12_500_000),),
)
OLD = Cuenta(
    capital=1_225_000_000,
    regimen=Regimen.ET635,
    exigible=date(2006, 9, 15),
    corte=HOY,
)
CASES = {
    "una": (("Multa", TITLE, t_1a_2(HOY)),),
    "abonos": (("Multa", TITLE, replace(PAID, gastos=POLICE.gastos)),),
    "vieja": (("Contribución", TITLE, OLD),),
    "varias": (
        ("Multa", TITLE, PAID),
        ("Comparendo", "Orden de comparendo n.º 11-001-6-2023-88123", POLICE),
        (LONG, f"{TITLE} de la {LONG}", t_1a_2(HOY)),
    ),
}


class Gallery:
    """Keeps pictures of one scheme."""

    def __init__(self, studio: Studio, tag: str) -> None:
        self.studio, self.tag = studio, tag

    def window(self, source: FakeLiquidations) -> tuple[MainWindow, LiquidacionTab]:
        jobs, theme = self.studio.jobs, self.studio.theme
        window = self.studio.window(make_shell(jobs, theme, liquidations=source))
        case = window.open_case(line(3))
        case.tabs.setCurrentWidget(case.liquidacion)
        self.studio.settle(1)
        return window, case.liquidacion

    def keep(self, window: MainWindow, tab: LiquidacionTab, name: str) -> None:
        """Keep the window as it is, and the whole of the tab on a long sheet."""
        self.studio.keep(window, f"{self.tag}-{name}")
        inside = tab.kept.parentWidget()
        assert inside is not None
        self.studio.keep(inside, f"{self.tag}-{name}-entera")

    def draw(self) -> None:
        for name, debts in CASES.items():
            window, tab = self.window(FakeLiquidations(debts))
            self.keep(window, tab, name)
            if name == "abonos":
                tab.body.detail.periods.selectRow(1)
                tab.bar.trace.click()
                self.studio.keep(window, f"{self.tag}-{name}-traza")
                tab.trace.closed.emit()
                tab.body.summary.chart.setFocus()
                tab.body.summary.chart._go(2)
                self.studio.keep(window, f"{self.tag}-{name}-flechas")
                tab.body.summary._turn()
                self.studio.keep(window, f"{self.tag}-{name}-tabla")
            window.close()
        self.draw_kept()
        self.draw_problems()
        self.draw_comparison()

    def draw_kept(self) -> None:
        source = FakeLiquidations(CASES["varias"])
        source.keep(3, date(2026, 8, 31))
        source.keep(3, HOY)
        source.changed = {source.saved[1].huella}
        window, tab = self.window(source)
        tab.kept.button.click()
        self.keep(window, tab, "guardadas")
        dialog = VerifyDialog(window.shell, window)
        dialog.show()
        self.studio.keep(dialog, f"{self.tag}-verificar-vacio")
        dialog.huella.setText(source.saved[0].huella.upper())
        dialog.go.click()
        self.studio.keep(dialog, f"{self.tag}-verificar")
        dialog.huella.setText(source.saved[1].huella)
        dialog.go.click()
        self.studio.keep(dialog, f"{self.tag}-verificar-difiere")
        dialog.close()
        window.close()

    def draw_problems(self) -> None:
        window, tab = self.window(FakeLiquidations(()))
        self.studio.keep(window, f"{self.tag}-nada")
        window.close()
        window, tab = self.window(FakeLiquidations(CASES["vieja"]))
        tab.bar.day.edit.setText("31/12/2026")
        self.studio.settle(1)
        self.studio.keep(window, f"{self.tag}-sin-tasa")
        window.close()
        problem = MissingParameterError("Falta el IPC de 2026.")
        window, tab = self.window(FakeLiquidations(problem=problem))
        self.studio.keep(window, f"{self.tag}-problema")
        window.close()

    def draw_comparison(self) -> None:
        source = FakeLiquidations(CASES["una"])
        window, _tab = self.window(source)
        caso = source.load(3, date(2025, 8, 31)).caso
        for name, amount in (
            ("igual", 8_611_200), ("causa", 8_730_800), ("nada", 9_999_900)
        ):  # fmt: skip
            dialog = CompareDialog(source, caso, window.shell, window)
            dialog.show()
            dialog.interest.set_value(amount)
            self.studio.settle()
            dialog.go.click()
            self.studio.settle(4)
            self.studio.keep(dialog, f"{self.tag}-comparar-{name}")
            dialog.close()
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
        Gallery(studio, scheme if percent == 100 else f"{scheme}{percent}").draw()
    studio.jobs.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
