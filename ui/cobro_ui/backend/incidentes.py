"""The incidents of a case over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.incidentes.ports import IncidentLine, IncidentOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.incidentes import TipoIncidente
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.incidentes.apertura import AbrirIncidente
    from cobro_desktop.services.incidentes.cierre import CerrarIncidente
    from cobro_desktop.storage.queries.incidentes import Incidente
    from cobro_ui.backend.office import Office
    from cobro_ui.incidentes.ports import CloseRequest, OpenRequest


class CaseIncidents:
    """`Incidents` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def list(self, expediente_id: int) -> Sequence[IncidentLine]:
        """Return the incidents of a case, the open ones first."""
        from cobro_desktop.services.incidentes.tipos import load_incidentes
        from cobro_desktop.storage.queries.incidentes import incidentes_de

        with self._office.workspace.base.read() as session:
            found = incidentes_de(session, expediente_id)
        kinds = load_incidentes()
        return [_line(row, kinds[row.tipo]) for row in found if row.tipo in kinds]

    def options(self, expediente_id: int) -> IncidentOptions:
        """Return what may be opened in the stage of the case."""
        from cobro_desktop.services.consultas import ficha
        from cobro_desktop.services.incidentes.tipos import load_incidentes

        case = ficha(self._office.workspace, expediente_id)
        stage = case.expediente.etapa
        kinds = [
            tipo
            for tipo in load_incidentes().values()
            if not tipo.etapas or stage in tipo.etapas
        ]
        people = [(d.numero, f"{d.nombre} · {d.rol}") for d in case.deudores]
        return IncidentOptions(kinds, people)

    def preview_open(self, request: OpenRequest) -> Sequence[str]:
        """Say in sentences what opening it would do."""
        from cobro_desktop.services.incidentes.apertura import prever_apertura

        office = self._office
        found = prever_apertura(_opening(request), office.workspace, office.contexto)
        return found.frases()

    def open(self, request: OpenRequest) -> Changes:
        """Open an incident."""
        from cobro_desktop.services.incidentes.apertura import abrir_incidente

        office = self._office
        return abrir_incidente(_opening(request), office.workspace, office.contexto)

    def preview_close(self, request: CloseRequest) -> Sequence[str]:
        """Say in sentences what closing it would do."""
        from cobro_desktop.services.incidentes.cierre import prever_cierre

        office = self._office
        found = prever_cierre(_closing(request), office.workspace, office.contexto)
        return found.frases()

    def close(self, request: CloseRequest) -> Changes:
        """Close an incident."""
        from cobro_desktop.services.incidentes.cierre import cerrar_incidente

        office = self._office
        return cerrar_incidente(_closing(request), office.workspace, office.contexto)


def _line(row: Incidente, tipo: TipoIncidente) -> IncidentLine:
    outcome = tipo.resultado(row.resultado)
    labels = {campo.nombre: campo for campo in tipo.campos}
    answers = []
    for name, value in row.datos.items():
        campo = labels.get(name)
        if campo is None:
            continue
        words = dict(campo.opciones)
        parts = [words.get(part, part) for part in str(value).split(",")]
        text = "; ".join(parts) if campo.opciones else str(value)
        answers.append((campo.etiqueta, text))
    return IncidentLine(
        row.id,
        tipo,
        row.abierto,
        row.vence,
        row.cerrado,
        outcome.etiqueta if outcome else row.resultado,
        row.deudor,
        row.suspende,
        answers,
    )


def _opening(request: OpenRequest) -> AbrirIncidente:
    from cobro_desktop.services.incidentes.apertura import AbrirIncidente

    return AbrirIncidente(
        expediente_id=request.expediente_id,
        tipo=request.tipo,
        fecha=request.fecha,
        respuestas=request.respuestas,
        deudor=request.deudor,
        limite=request.limite,
    )


def _closing(request: CloseRequest) -> CerrarIncidente:
    from cobro_desktop.services.incidentes.cierre import CerrarIncidente

    return CerrarIncidente(
        incidente_id=request.incidente_id,
        resultado=request.resultado,
        fecha=request.fecha,
        forzar=request.forzar,
    )
