"""The bulletin of a small office in memory: for tests and pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cobro_desktop.domain.bdme import ReglaBdme, es_corte
from cobro_desktop.domain.bdme_novedades import Novedad, SeccionBdme
from cobro_desktop.domain.errors import UserError
from cobro_desktop.exchange.formulario_bdme import (
    HojaFormulario,
    MapaFormulario,
    hojas_del_formulario,
)
from cobro_desktop.exchange.libro_bdme import CAMPOS
from cobro_desktop.services.bdme.modelo import (
    ActoBdme,
    Anterior,
    FilaBdme,
    InformeBdme,
)
from cobro_desktop.services.bdme.retiros import RetiroPendiente, Retiros
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import Progress
from cobro_ui.bdme.ports import FormRequest
from tests.ui.fakes import HOY, LONG

_SEMESTRAL, _FUERA = SeccionBdme.SEMESTRAL, SeccionBdme.EXCLUIDOS
PREVIOUS = Anterior(7, dt.date(2025, 11, 30), dt.date(2025, 12, 4), "fin", "0" * 64)


def fila(
    number: int,
    nombre: str,
    seccion: SeccionBdme,
    pesos: int,
    motivo: str,
    novedad: Novedad = Novedad.NINGUNA,
) -> FilaBdme:
    acto = ActoBdme(
        number, number, f"SVSP-2026-{number:06}", "Multa", "Resolución", f"R-{number}",
        dt.date(2024, 12, 15), pesos * 100, dt.date(2025, 1, 15), dt.date(2030, 1, 15),
    )  # fmt: skip
    return FilaBdme(
        number, "NIT", f"89090393{number}", "8", nombre, seccion, pesos * 100, motivo,
        (acto,), novedad,
    )  # fmt: skip


FILAS = (
    fila(1, "VIGÍAS & CÍA LTDA.", _SEMESTRAL, 9_943_890,
         "Debe $ 9.943.890 en 1 obligación con más de seis meses en mora (exigible "
         "desde el 15 ene 2025), más de $ 8.754.525 (5 salarios mínimos de 2026).",
         Novedad.NUEVO),
    fila(2, LONG, _SEMESTRAL, 1_234_567_890,
         "Debe $ 1.234.567.890 en 3 obligaciones con más de seis meses en mora "
         "(exigible desde el 2 mar 2023 la más antigua), más de $ 8.754.525 (5 "
         "salarios mínimos de 2026). No se cuenta: R-210 ($ 2.000.000 de capital): la "
         "acción de cobro prescribió el 3 abr 2025.", Novedad.CAMBIO),
    fila(3, "Ñustes Peña, María del Socorro", SeccionBdme.INCUMPLIMIENTO, 10_003,
         "Incumplió el acuerdo de pago firmado el 15 jun 2025 desde el 15 ago 2025 y "
         "debe $ 10.003. El incumplimiento se reporta sin importar el valor ni la "
         "antigüedad.", Novedad.SIGUE),
    fila(4, "ESCOLTAS DEL SUR LTDA.", SeccionBdme.RETIROS, 7_200_000,
         "Se reportó al corte del 30 nov 2025 y ya no cumple las condiciones. Lo que "
         "debe con más de seis meses en mora, $ 7.200.000 en 1 obligación, no pasa de "
         "$ 8.754.525 (5 salarios mínimos de 2026).", Novedad.SALE),
    *(fila(n, f"DEUDOR {n}", _FUERA, 1_000_000 * n,
           "La acción de cobro prescribió el 3 abr 2025.") for n in range(5, 30)),
)  # fmt: skip


class FakeBulletin:
    """Answers with made-up debtors; keeps what it was asked."""

    def __init__(
        self, *, empty: bool = False, problem: UserError | None = None
    ) -> None:
        self.empty = empty
        self.problem = problem
        self.asked: list[object] = []
        self.withdrawn: set[int] = set()

    def entities(self) -> Sequence[tuple[str, str]]:
        return [] if self.empty else [("SVSP", "Superintendencia"), ("RNEC", "R")]

    def report(self, sigla: str, corte: dt.date, progress: Progress) -> InformeBdme:
        del progress
        self.asked.append((sigla, corte))
        if self.problem:
            raise self.problem
        told = () if es_corte(corte) else ("Ese día no es uno de los dos cortes.",)
        rule = ReglaBdme(175_090_500, anio=2026)
        return InformeBdme(sigla, sigla, corte, HOY, rule, {}, FILAS, told, PREVIOUS)

    def alerts(self, sigla: str) -> Retiros:
        paid = RetiroPendiente(
            9, "CC 9", "PAGÓ AYER S.A.S.", _SEMESTRAL, 900_000_000,
            "Pagó todo lo que se reportó el 20 sep 2026. Se reportó por $ 9.000.000: "
            "pida su retiro de inmediato.", dt.date(2026, 9, 20), (9,),
        )  # fmt: skip
        signed = RetiroPendiente(
            10, "CC 10", "FIRMÓ AYER S.A.S.", _SEMESTRAL, 100_000_000,
            "Firmó un acuerdo de pago el 20 sep 2026 y está vigente.",
            dt.date(2026, 9, 20), (10,),
        )  # fmt: skip
        left = (p for p in (paid, signed) if p.persona_id not in self.withdrawn)
        return Retiros(sigla, PREVIOUS.corte, 3, tuple(left))

    def export(self, informe: InformeBdme, file: Path) -> Changes:
        self.asked.append(("export", informe.sigla, file.name))
        return Changes(resumen=f"Se exportó «{file.name}».")

    def keep(self, informe: InformeBdme) -> Changes:
        self.asked.append(("keep", informe.sigla, informe.corte))
        return Changes(resumen="Se conservó el informe.")

    def withdraw(self, sigla: str, people: frozenset[int]) -> Changes:
        self.asked.append(("withdraw", sigla))
        self.withdrawn |= people
        return Changes(resumen="Se registró el retiro.")

    def fields(self) -> Sequence[tuple[str, str]]:
        return [(campo.clave, campo.titulo) for campo in CAMPOS]

    def sheets(self, form: Path) -> Sequence[HojaFormulario]:
        return hojas_del_formulario(form)

    def columns(self, sigla: str, section: str) -> MapaFormulario | None:
        del sigla
        if section != _SEMESTRAL:
            return None
        return MapaFormulario({"numero_doc": "A", "valor": "C"}, "Sheet", 2)

    def fill(self, informe: InformeBdme, request: FormRequest) -> Changes:
        self.asked.append(("fill", informe.sigla, request))
        return Changes(resumen="Se llenó el formulario.")
