"""How near its end a term is, by the warnings of its institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.widgets.marks import SUSPENDED

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.alertas import Cortes
    from cobro_desktop.services.consultas import Ficha
    from cobro_desktop.storage.queries.historia import Termino
    from cobro_ui.backend.office import Office


class Levels:
    """Tells the level of due dates; the days are counted once per institution."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._limits: dict[str, Cortes] = {}

    def of(self, sigla: str, due: date | None) -> str:
        """Return the level of an open term; empty where there is none."""
        from cobro_desktop.services.alertas import cortes_de

        if due is None or not sigla:
            return ""
        if sigla not in self._limits:
            office = self._office
            self._limits[sigla] = cortes_de(office.workspace, sigla, office.hoy)
        return str(self._limits[sigla].nivel(due))

    def of_procedure(self, codigo: str, due: date | None) -> str:
        """Return the level of a term of a case of a procedure."""
        known = self._office.workspace.catalogo.procedimientos
        sigla = next((p.sigla for p in known if p.codigo == codigo), "")
        return self.of(sigla, due)

    def of_term(self, ficha: Ficha, term: Termino) -> str:
        """Return the level of a term of a case, also that it stands still."""
        from cobro_desktop.domain.clase_termino import se_suspende

        stopped = ficha.expediente.estado == "SUSPENDIDO"
        if stopped and se_suspende(term.actividad):
            return SUSPENDED
        return self.of(ficha.expediente.entidad, term.vence)
