"""The agenda and the reason of a date, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.agenda.ports import AgendaLook, AgendaQuery, Who

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.agenda import FiltroAgenda, LineaAgenda
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.terminos_explicados import TerminoExplicado
    from cobro_ui.backend.office import Office


class Terms:
    """`AgendaSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def look(self, query: AgendaQuery, first: int) -> AgendaLook:
        """Count the terms of a query and return its first lines."""
        from cobro_desktop.services.agenda import listar, resumir

        workspace, contexto = self._office.workspace, self._office.contexto
        found = resumir(workspace, contexto, _filter(query))
        mine = resumir(workspace, contexto, _filter(AgendaQuery(escalados=True)))
        lines = listar(workspace, contexto, _filter(query), cuantos=first)
        return AgendaLook(found, mine.total, lines)

    def rows(self, query: AgendaQuery, lines: range) -> Sequence[LineaAgenda]:
        """Return some lines."""
        from cobro_desktop.services.agenda import listar

        return listar(
            self._office.workspace,
            self._office.contexto,
            _filter(query),
            desde=lines.start,
            cuantos=len(lines),
        )

    def people(self) -> Sequence[Who]:
        """Return who may have terms."""
        from cobro_desktop.services.usuarios import usuarios

        me = self._office.contexto.usuario
        found = [Who(p.login, p.nombre) for p in usuarios(self._office.workspace)]
        return sorted(found, key=lambda who: who.login != me)

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return the institutions of the base."""
        from cobro_desktop.services.agenda import entidades

        return entidades(self._office.workspace)

    def explain(self, termino_id: int) -> TerminoExplicado:
        """Explain a term."""
        from cobro_desktop.services.terminos_explicados import explicar_termino

        return explicar_termino(self._office.workspace, termino_id, self._office.hoy)

    def explain_next(self, expediente_id: int) -> TerminoExplicado:
        """Explain the term of a case that ends first."""
        from cobro_desktop.services.terminos_explicados import explicar_proximo

        workspace, hoy = self._office.workspace, self._office.hoy
        return explicar_proximo(workspace, expediente_id, hoy)

    def export(self, path: Path, query: AgendaQuery, said: str) -> Changes:
        """Write what a query finds."""
        from cobro_desktop.services.agenda_exportada import (
            ExportarAgenda,
            exportar_agenda,
        )

        command = ExportarAgenda(path, _filter(query), said)
        return exportar_agenda(command, self._office.workspace, self._office.contexto)

    def book(self, path: Path, sigla: str, days: tuple[date, date]) -> Changes:
        """Write the register of terms."""
        from cobro_desktop.services.libro_terminos import PedirLibro, escribir_libro

        command = PedirLibro(sigla, *days)
        workspace, contexto = self._office.workspace, self._office.contexto
        return escribir_libro(command, path, workspace, contexto)


def _filter(query: AgendaQuery) -> FiltroAgenda:
    from cobro_desktop.domain.alertas import Nivel
    from cobro_desktop.domain.clase_termino import ClaseTermino
    from cobro_desktop.services.agenda import FiltroAgenda

    return FiltroAgenda(
        responsable=query.responsable,
        clase=ClaseTermino(query.clase) if query.clase else None,
        nivel=Nivel(query.nivel) if query.nivel else None,
        escalados=query.escalados,
        expediente_id=query.expediente_id,
        desde=query.dia,
        hasta=query.dia,
    )
