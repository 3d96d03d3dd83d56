"""Liquidations of a case in memory, with the real rules and the real tables."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from cobro_desktop.domain.comparador import Comparacion, comparar
from cobro_desktop.domain.comparador_caso import Caso
from cobro_desktop.domain.cuenta import Abono, Cuenta
from cobro_desktop.domain.errors import NotFoundError, UserError
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.cifras_ajenas import CifraLeida, leer_cifra
from cobro_desktop.services.liquidaciones import LiquidacionCaso, ObligacionLiquidada
from cobro_desktop.services.liquidaciones_verificadas import (
    DatoDistinto,
    InformeHuella,
    LiquidacionVerificada,
)
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.progress import Progress
from cobro_desktop.services.referencia import load_referencia
from cobro_ui.liquidacion.growth import growth_of
from cobro_ui.liquidacion.ports import CaseFigures, ComparisonRequest, KeptLine

WHEN = datetime(2026, 9, 30, 19, 5, tzinfo=UTC)


@cache
def referencia() -> Referencia:
    return load_referencia()


@cache
def opciones() -> Opciones:
    return load_opciones("SVSP")


def t_1a_2(corte: date, *abonos: Abono) -> Cuenta:
    """1.423.500 al 12 %: 468 pesos diarios (RULES T-1a.2)."""
    return Cuenta(
        capital=142_350_000,
        regimen=Regimen.LEY68,
        exigible=date(2025, 2, 28),
        corte=corte,
        abonos=tuple(abono for abono in abonos if abono.fecha <= corte),
    )


@dataclass
class FakeLiquidations:
    """A case of `debts`, each a way to make its account at a cut."""

    debts: tuple[tuple[str, str, Cuenta], ...] = (
        ("Multa", "Resolución n.º R-200", t_1a_2(date(2025, 8, 31))),
    )
    problem: UserError | None = None
    refusal: UserError | None = None
    saved: list[KeptLine] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """Fingerprints that do not verify."""
    written: list[tuple[str, Path]] = field(default_factory=list)
    asked: list[date] = field(default_factory=list)
    gate: threading.Event | None = None
    """Holds the answers back until it is set."""

    def load(self, expediente_id: int, corte: date) -> CaseFigures:
        self.asked.append(corte)
        if self.gate is not None:
            self.gate.wait(10)
        if self.problem is not None:
            raise self.problem
        if not self.debts:
            message = f"El expediente {expediente_id} no debe nada."
            raise NotFoundError(message)
        made = [(a, b, _at(cuenta, corte)) for a, b, cuenta in self.debts]
        found = tuple(
            ObligacionLiquidada(
                n, concepto, titulo, liquidar(cuenta, opciones(), referencia())
            )
            for n, (concepto, titulo, cuenta) in enumerate(made, start=1)
        )
        numero = f"SVSP-2026-{expediente_id:06d}"
        caso = LiquidacionCaso(expediente_id, numero, "SVSP", corte, found)
        other = opciones().con({"imputacion": "CC_1653"})
        return CaseFigures(
            caso,
            opciones(),
            growth_of([o.liquidacion for o in found]),
            {
                o.obligacion_id: liquidar(o.liquidacion.cuenta, other, referencia())
                for o in found
                if o.liquidacion.abonos
            },
            {
                o.obligacion_id: "pena, 30 sep 2026, 14:05"
                for o in found
                if o.liquidacion.huella in {kept.huella for kept in self.saved}
            },
        )

    def kept(self, expediente_id: int) -> Sequence[KeptLine]:
        assert expediente_id
        return list(reversed(self.saved))

    def keep(self, expediente_id: int, corte: date) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        caso = self.load(expediente_id, corte).caso
        self.saved += [
            KeptLine(
                WHEN,
                corte,
                o.concepto,
                o.liquidacion.total,
                o.liquidacion.huella,
                "Mariana Peña Ortiz",
            )
            for o in caso.obligaciones
        ]
        huella = caso.obligaciones[0].liquidacion.huella
        text = f"Se guardó la liquidación. Huella {huella}."
        return Changes(frozenset({expediente_id}), resumen=text)

    def print_page(self, caso: LiquidacionCaso, destino: Path) -> None:
        self._write("pdf", caso, destino)

    def export(self, caso: LiquidacionCaso, destino: Path) -> None:
        self._write("xlsx", caso, destino)

    def verify(self, huella: str) -> InformeHuella:
        kept = [line for line in self.saved if line.huella == huella]
        if not kept:
            message = f"No hay una liquidación guardada con la huella «{huella}»."
            raise NotFoundError(message)
        wrong = DatoDistinto(
            "tasas.5.2",
            "Período del 1 ago 2026 al 31 ago 2026: tasa anual (%)",
            "27.66",
            "28.66",
        )
        differing = (wrong,) if huella in self.changed else ()
        line = kept[0]
        item = LiquidacionVerificada(
            1, "SVSP-2026-000003", line.corte, "pena", WHEN, differing, ""
        )
        return InformeHuella(huella, (item,))

    def read_figure(self, archivo: Path) -> CifraLeida:
        return leer_cifra(archivo)

    def compare(self, request: ComparisonRequest, progress: Progress) -> Comparacion:
        progress.report(0, 2, "Probando causas")
        if self.gate is not None:
            self.gate.wait(10)
        progress.report(1, 2, "Probando causas")
        caso = self.load(request.expediente_id, request.corte).caso
        cuentas = tuple(o.liquidacion.cuenta for o in caso.obligaciones)
        return comparar(Caso(cuentas, opciones(), referencia()), request.ajena)

    def _write(self, kind: str, caso: LiquidacionCaso, destino: Path) -> None:
        assert caso.obligaciones
        if self.refusal is not None:
            raise self.refusal
        self.written.append((kind, destino))


def _at(cuenta: Cuenta, corte: date) -> Cuenta:
    from dataclasses import replace

    abonos = tuple(abono for abono in cuenta.abonos if abono.fecha <= corte)
    return replace(cuenta, corte=corte, abonos=abonos)
