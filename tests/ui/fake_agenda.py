"""Terms in memory, for the tests of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cobro_desktop.domain.alertas import Nivel
from cobro_desktop.domain.bandas import Banda, banda_de
from cobro_desktop.domain.calendario import Calendario
from cobro_desktop.domain.clase_termino import ClaseTermino
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.explicacion import explicar
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.agenda import LineaAgenda, ResumenAgenda
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.terminos_explicados import TerminoExplicado
from cobro_ui.agenda.ports import AgendaLook, AgendaQuery, Who

HOY = date(2026, 3, 18)
SAN_JOSE = date(2026, 3, 23)
SANTA = {date(2026, 4, 2): "Jueves Santo", date(2026, 4, 3): "Viernes Santo"}
CAL = Calendario({2026: {SAN_JOSE: "San José (Ley 51 de 1983)", **SANTA}, 2027: {}})


def line(number: int, vence: date, nivel: Nivel) -> LineaAgenda:
    return LineaAgenda(
        id=number,
        expediente_id=number,
        numero=f"SVSP-2026-{number:06d}",
        entidad="SVSP",
        procedimiento="PRO-GJU-130-008",
        deudor="VIGÍAS & CÍA <LTDA.>",
        actividad="9",
        termino="Pagar o proponer excepciones",
        norma="ET 830",
        fuente="ET 830",
        clase=ClaseTermino.LEGAL,
        desde=date(2026, 3, 2),
        plazo="15 días hábiles",
        vence=vence,
        responsable="M. Peña" if number % 2 else "",
        suspendido=False,
        nivel=nivel,
        quedan=3,
    )


def explained(termino_id: int, *, differs: bool = False) -> TerminoExplicado:
    told = explicar(
        sumar(date(2026, 3, 16), 15, Unidad.HABILES, CAL), 15, Unidad.HABILES, CAL
    )
    return TerminoExplicado(
        id=termino_id,
        expediente_id=1,
        numero="SVSP-2026-000001",
        deudor="VIGÍAS & CÍA <LTDA.>",
        entidad="SVSP",
        nombre="Pagar o proponer excepciones",
        norma="ET 830",
        clase=ClaseTermino.LEGAL,
        actividad="9 · Proceder al cobro coactivo",
        acto="«Mandamiento de pago» quedó notificado personalmente.",
        plazo="15 días hábiles",
        estado="abierto",
        cumplido=None,
        vence=told.vence,
        explicacion=told,
        diferencia=("La fecha guardada es otra.",) if differs else (),
        suspendido="",
        nivel=Nivel.AL_DIA,
        quedan=13,
        avisos=(date(2026, 3, 31), date(2026, 4, 7)),
    )


@dataclass
class FakeAgenda:
    """Some terms; remembers what it was asked."""

    lines: list[LineaAgenda] = field(default_factory=list)
    differs: bool = False
    asked: list[AgendaQuery] = field(default_factory=list)
    pages: list[range] = field(default_factory=list)
    explained: list[tuple[str, int]] = field(default_factory=list)
    written: list[tuple[Path, AgendaQuery, str]] = field(default_factory=list)
    books: list[tuple[Path, str, tuple[date, date]]] = field(default_factory=list)

    def look(self, query: AgendaQuery, first: int) -> AgendaLook:
        self.asked.append(query)
        found = self._found(query)
        bands = {b: sum(banda_de(n.vence, HOY) is b for n in found) for b in Banda}
        days = {n.vence: sum(m.vence == n.vence for m in found) for n in found}
        levels = {v: sum(n.nivel is v for n in found) for v in Nivel}
        summary = ResumenAgenda(
            len(found),
            {b: c for b, c in bands.items() if c},
            {v: c for v, c in levels.items() if c},
            days,
        )
        return AgendaLook(summary, 2, found[:first])

    def rows(self, query: AgendaQuery, lines: range) -> Sequence[LineaAgenda]:
        self.pages.append(lines)
        return self._found(query)[lines.start : lines.stop]

    def people(self) -> Sequence[Who]:
        return (Who("coo", "Coordinadora"), Who("pro", "M. Peña"))

    def entities(self) -> Sequence[tuple[str, str]]:
        return (("SVSP", "Superintendencia"),)

    def explain(self, termino_id: int) -> TerminoExplicado:
        self.explained.append(("uno", termino_id))
        if termino_id < 0:
            message = "Ese término no existe."
            raise NotFoundError(message)
        return explained(termino_id, differs=self.differs)

    def explain_next(self, expediente_id: int) -> TerminoExplicado:
        self.explained.append(("próximo", expediente_id))
        return explained(1)

    def export(self, path: Path, query: AgendaQuery, said: str) -> Changes:
        self.written.append((path, query, said))
        return Changes(resumen=f"Se exportó la agenda a «{path.name}».")

    def book(self, path: Path, sigla: str, days: tuple[date, date]) -> Changes:
        if path.suffix == ".doc":
            message = "Debe terminar en .pdf o en .xlsx."
            raise InvalidDataError(message)
        self.books.append((path, sigla, days))
        return Changes(resumen=f"El libro quedó en «{path.name}».")

    def _found(self, query: AgendaQuery) -> list[LineaAgenda]:
        found = [n for n in self.lines if not query.nivel or n.nivel == query.nivel]
        return [n for n in found if query.dia in {None, n.vence}]
