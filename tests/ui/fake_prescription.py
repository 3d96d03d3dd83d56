"""The prescription of a small office in memory: for tests and pictures."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from cobro_desktop.domain.caducidad import caducidad, perdida_ejecutoriedad
from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.interrupcion import Causa, HechosPrescripcion, Interrupcion
from cobro_desktop.domain.prescripcion import Riesgo, prescripcion
from cobro_desktop.domain.procedimiento import Procedimiento
from cobro_desktop.domain.ruta import Ruta, trazar
from cobro_desktop.domain.ventana import Banda, Ventana, ventana
from cobro_desktop.formats import MESES
from cobro_desktop.services.calendario import build_calendario
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.prescripcion_titulo import Evento, TituloVigilado
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_desktop.services.radar import Barra, Opciones, Radar, TotalBanda
from cobro_desktop.services.radar_titulos import NOTIFICADO, FilaRadar
from cobro_desktop.services.simulacion import Simulacion, Supuesto, lineas
from cobro_desktop.services.terminos import plazo_en_vigor
from cobro_desktop.services.ventanas import fin_de_mes
from cobro_desktop.storage.queries.prescripcion import Eleccion
from cobro_ui.prescripcion.ports import Narrowing, Simulated, Supposed
from tests.ui.fakes import HOY, LONG

NAMES = ("CUSTODIA DEL LLANO LTDA.", "Ñustes Peña, María del Socorro", LONG)


@cache
def procedure(sigla: str) -> Procedimiento:
    found = (p for p in load_catalogo().procedimientos if p.sigla == sigla)
    return next(found)


@cache
def window(sigla: str, actividad: str, limite: dt.date) -> Ventana:
    opciones = load_opciones()
    way = trazar(procedure(sigla), actividad, lambda p: plazo_en_vigor(p, opciones))
    assert isinstance(way, Ruta)
    return ventana(way, limite, build_calendario(opciones))


class FakePrescription:
    """Answers from a made-up portfolio; keeps what it was asked."""

    def __init__(
        self, *, empty: bool = False, problem: UserError | None = None
    ) -> None:
        self.empty = empty
        self.problem = problem
        self.asked: list[object] = []
        self.threads: set[int] = set()

    def choices(self) -> Opciones:
        return Opciones(
            [("RNEC", "RJPD06"), ("SDSCJ", "PD-GJ-07"), ("SDSCJ", "PD-GJ-08")],
            [(1, "M. Peña"), (2, "J. Restrepo Arboleda de la Espriella y Gómez")],
        )

    def radar(self, narrowed: Narrowing) -> Radar:
        self._note(narrowed)
        if self.problem:
            raise self.problem
        bars = [self._special(0), self._special(1)]
        bars += [self._month(n) for n in range(24)]
        rest = 0 if self.empty else 812
        bars.append(Barra("Después", mas_meses(HOY, 24), None, rest, rest * 90_000_000))
        totals = (3, 20, 4, 90, 800) if not self.empty else (0,) * 5
        return Radar(
            HOY,
            tuple(bars),
            tuple(
                TotalBanda(banda, count, count * 61_204_877_00)
                for banda, count in zip(Banda, totals, strict=True)
            ),
            sum(totals),
            sum(totals) * 61_204_877_00,
            0 if self.empty else 7,
            0 if self.empty else 8_541_000_00,
        )

    def rows(
        self, narrowed: Narrowing, eleccion: Eleccion, lines: range
    ) -> Sequence[FilaRadar]:
        self._note((narrowed, eleccion, lines))
        return [self._row(n) for n in lines[:20]]

    def query(self, narrowed: Narrowing, eleccion: Eleccion) -> str:
        self._note((narrowed, eleccion))
        return "saldo>0 riesgo<=hoy"

    def export(
        self, file: Path, narrowed: Narrowing, eleccion: Eleccion | None
    ) -> Changes:
        self._note((file, narrowed, eleccion))
        return Changes(resumen=f"Se exportó «{file.name}»: 27 filas.")

    def titles(self, expediente_id: int) -> Sequence[TituloVigilado]:
        self._note(expediente_id)
        if self.problem:
            raise self.problem
        if self.empty:
            return []
        return [titulo(), without_ejecutoria()]

    def simulate(self, titulo: TituloVigilado, supposed: Supposed) -> Simulated:
        self._note(supposed)
        supuesto = Supuesto(*supposed)
        assert titulo.hechos
        assert titulo.resultado
        events = [
            Interrupcion(
                e.causa,
                e.fecha,
                dict(supuesto.incumple).get(e.id, e.fin),
                valida=e.valida and e.id not in supuesto.anula,
            )
            for e in titulo.eventos
        ]
        facts = replace(
            titulo.hechos,
            interrupciones=(*events, *supuesto.interrumpe),
            suspensiones=(*titulo.hechos.suspensiones, *supuesto.suspende),
        )
        after = prescripcion(facts, build_calendario(load_opciones()))
        found = Simulacion(titulo, supuesto, titulo.resultado, after, ("Lo supuesto.",))
        return Simulated(found, list(lineas(found, HOY)))

    def _note(self, what: object) -> None:
        self.asked.append(what)
        self.threads.add(threading.get_ident())

    def _special(self, number: int) -> Barra:
        name = ("Ya prescritos", "Pasó la fecha segura")[number]
        band = (Banda.PRESCRITO, Banda.VENTANA_VENCIDA)[number]
        count = 0 if self.empty else (3, 1)[number]
        late = count if number else 0
        amount = 61_204_877_00
        yesterday = HOY - dt.timedelta(1)
        return Barra(
            name, None, yesterday, count, count * amount, late, late * amount, (band,)
        )

    def _month(self, number: int) -> Barra:
        first = mas_meses(HOY.replace(day=1), number)
        count = 0 if self.empty else (number * 7) % 11
        saldo = count * (3_204_877_00 + number * 1_200_000_00)
        late = max(0, count - number)
        return Barra(
            f"{MESES[first.month - 1][:3]} {first.year}",
            max(first, HOY),
            fin_de_mes(first),
            count,
            saldo,
            late,
            saldo // count * late if count else 0,
        )

    def _row(self, number: int) -> FilaRadar:
        safe = HOY + dt.timedelta(days=5 + number * 9)
        sigla, activity = (("RNEC", "3"), ("SDSCJ", "8"), ("RNEC", "10"))[number % 3]
        notified = number % 3 == 2
        return FilaRadar(
            expediente_id=number + 1,
            titulo_id=None,
            numero=f"{sigla}-2026-{number + 1:06d}",
            deudor=NAMES[number % 3],
            actividad=activity,
            procedimiento=sigla,
            responsable=("M. Peña", "")[number % 2],
            saldo=61_204_877_00 + number,
            fecha_segura=safe,
            fecha_legal=safe + dt.timedelta(2),
            entra_en_riesgo=safe - dt.timedelta(1200),
            banda=list(Banda)[1:][number % 4],
            ventana=None if notified else window(sigla, activity, safe),
            motivo=NOTIFICADO if notified else "",
        )


def titulo() -> TituloVigilado:
    """A title whose first notification was held void, with a broken facilidad."""
    events = (
        Evento(
            11,
            Causa.MANDAMIENTO,
            dt.date(2022, 3, 14),
            None,
            valida=False,
            motivo="Auto 31",
        ),
        Evento(
            12,
            Causa.FACILIDAD,
            dt.date(2023, 6, 15),
            dt.date(2024, 1, 16),
            valida=True,
            motivo="",
        ),
    )
    facts = HechosPrescripcion(
        dt.date(2021, 8, 17),
        anios_alarma=3,
        interrupciones=tuple(
            Interrupcion(e.causa, e.fecha, e.fin, valida=e.valida) for e in events
        ),
    )
    calendar = build_calendario(load_opciones())
    found = prescripcion(facts, calendar)
    return TituloVigilado(
        titulo_id=1,
        numero="R-100 de 2021",
        autoridad="Inspección 3B Distrital de Policía",
        sigla="IDPYBA",
        saldo=61_204_877_00,
        hechos=facts,
        eventos=events,
        resultado=found,
        alarma=dt.date(2027, 1, 16),
        riesgo=Riesgo.RIESGO,
        perdida=perdida_ejecutoriedad(facts.ejecutoria, [], HOY),
        caducidad=caducidad(
            dt.date(2018, 3, 1), dt.date(2021, 2, 20), dt.date(2021, 3, 5)
        ),
        ventana=window("IDPYBA", "4", found.fecha_segura),
    )


def without_ejecutoria() -> TituloVigilado:
    return TituloVigilado(
        titulo_id=2,
        numero="R-200 de 2025",
        autoridad=LONG,
        sigla="IDPYBA",
        saldo=1_423_500_00,
        hechos=None,
        eventos=(),
        resultado=None,
        alarma=None,
        riesgo=Riesgo.NO_APLICA,
        perdida=None,
        caducidad=None,
        ventana=None,
        motivo="Falta la fecha de ejecutoria: sin ella no empieza a contar el término.",
    )
