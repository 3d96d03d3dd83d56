"""The case list over the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import fecha_corta
from cobro_ui.backend.cases import dotted
from cobro_ui.backend.levels import Levels
from cobro_ui.reads import Conteo, ExpedienteLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.trabajo.prioridad import Marca
    from cobro_desktop.storage.queries.lista import ExpedienteSummary, Filtro
    from cobro_ui.backend.office import Office
    from cobro_ui.reads import Orden


class Expedientes:
    """`ExpedientesSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def count(self, consulta: str) -> Conteo:
        """Count what a query finds."""
        from cobro_desktop.storage.queries import lista

        filtro = self._filtro(consulta)
        with self._office.workspace.base.read() as session:
            totals = lista.contar(session, filtro)
        return Conteo(totals.total, totals.saldo)

    def rows(
        self, consulta: str, orden: Orden, lines: range, total: int
    ) -> Sequence[ExpedienteLine]:
        """Return a page."""
        from cobro_desktop.services.trabajo.prioridad import marcas
        from cobro_desktop.storage.queries import lista

        filtro = self._filtro(consulta)
        order = lista.Orden(orden.columna, orden.descendente)
        with self._office.workspace.base.read() as session:
            page = lista.pagina(
                session,
                filtro,
                order,
                desde=lines.start,
                cuantos=len(lines),
                total=total,
            )
            marked = marcas(session, [row.id for row in page])
        levels = Levels(self._office)
        shown = [
            _line(
                row,
                self._activity(row),
                levels.of_procedure(row.procedimiento, row.vence),
            )
            for row in page
        ]
        return [_marked(line, marked.get(line.id, ())) for line in shown]

    def _activity(self, row: ExpedienteSummary) -> str:
        """Return number and name, as the newest version of the procedure calls it."""
        procedimientos = self._office.workspace.catalogo.procedimientos
        for procedimiento in procedimientos:
            found = procedimiento.actividades.get(row.actividad)
            if procedimiento.codigo == row.procedimiento and found:
                return f"{found.id} · {found.nombre}"
        return row.actividad

    def _filtro(self, consulta: str) -> Filtro:
        from cobro_desktop.domain.consulta import interpretar
        from cobro_desktop.services.consultas import valores_de_consulta
        from cobro_desktop.storage.queries import lista

        valores = valores_de_consulta(self._office.workspace, self._office.hoy)
        return lista.Filtro(consulta=interpretar(consulta, valores))


def _marked(line: ExpedienteLine, marks: Sequence[Marca]) -> ExpedienteLine:
    if not marks:
        return line
    told = (
        f"{m.nombre}: {m.motivo} ({m.usuario}, {fecha_corta(m.puesta)})." for m in marks
    )
    return line._replace(
        prioridad=", ".join(m.nombre for m in marks), prioridad_detalle=" ".join(told)
    )


def _line(row: ExpedienteSummary, actividad: str, nivel: str) -> ExpedienteLine:
    return ExpedienteLine(
        id=row.id,
        numero=row.numero,
        deudor=row.deudor,
        identificacion=dotted(row.identificacion),
        saldo=row.saldo,
        etapa=row.etapa,
        actividad=actividad,
        vence_proximo=row.vence,
        fecha_segura=row.fecha_segura,
        fecha_legal=row.fecha_legal,
        entra_en_riesgo=row.entra_en_riesgo,
        responsable=row.responsable or "",
        estado=row.estado,
        nivel=nivel,
    )
