"""The portfolio and the calendar of the office, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.cartera.avance import AvanzarCorrida
    from cobro_desktop.services.cartera.calendario import MarcarHecha, Tarea
    from cobro_desktop.services.cartera.comite import RegistrarSesion
    from cobro_desktop.services.cartera.efectos import Efecto
    from cobro_desktop.services.cartera.lectura import Resumen, Vista
    from cobro_desktop.services.cartera.propuestas import Candidata, Propuesta
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_ui.backend.office import Office
    from cobro_ui.cartera.ports import Entry, Foreseen, Kind


class OfficePortfolio:
    """`PortfolioSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entries(self) -> Sequence[Entry]:
        """Return the ways to begin a run of the institutions of this base."""
        from cobro_desktop.services.cartera.apertura import entradas_de_la_base
        from cobro_ui.cartera.ports import Entry

        return [
            Entry(codigo, a.id, f"{sigla} · {codigo} · {a.id} · {a.nombre}")
            for sigla, codigo, a in entradas_de_la_base(self._office.workspace)
        ]

    def runs(self) -> Sequence[Resumen]:
        """Return the runs, those that go on first."""
        from cobro_desktop.services.cartera.lectura import listar

        return listar(self._office.workspace)

    def run(self, run: int) -> Vista:
        """Return a run whole."""
        from cobro_desktop.services.cartera.lectura import ver

        return ver(self._office.workspace, run)

    def open_run(self, entry: Entry, cut: date, name: str) -> Changes:
        """Begin a run."""
        from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida

        command = AbrirCorrida(entry.procedure, cut, entry.activity, name)
        return abrir_corrida(command, self._office.workspace, self._office.contexto)

    def add(self, run: int, numbers: Sequence[str], reason: str) -> Changes:
        """Bring in what some cases owe."""
        from cobro_desktop.services.cartera import partidas
        from cobro_desktop.services.expedientes import id_de

        workspace = self._office.workspace
        cases = [id_de(workspace, number) for number in numbers]
        owed = [o for case in cases for o in partidas.obligaciones_de(workspace, case)]
        items = tuple(partidas.Entrante(o, reason) for o in owed)
        command = partidas.AgregarPartidas(run, items)
        return partidas.agregar_partidas(command, workspace, self._office.contexto)

    def proposals(self, run: int) -> Propuesta:
        """Find what could enter."""
        from cobro_desktop.services.cartera.propuestas import proponer

        return proponer(self._office.workspace, run)

    def accept(self, run: int, chosen: Sequence[Candidata]) -> Changes:
        """Bring in what was chosen of the proposals."""
        from cobro_desktop.services.cartera.partidas import (
            AgregarPartidas,
            agregar_partidas,
        )
        from cobro_desktop.services.cartera.propuestas import como_partidas

        workspace = self._office.workspace
        command = AgregarPartidas(run, como_partidas(workspace, run, chosen))
        return agregar_partidas(command, workspace, self._office.contexto)

    def fill(self, item: int, answers: Mapping[str, str], version: int) -> Changes:
        """Keep a ficha."""
        from cobro_desktop.services.cartera.partidas import LlenarFicha, llenar_ficha

        command = LlenarFicha(item, answers, version)
        return llenar_ficha(command, self._office.workspace, self._office.contexto)

    def withdraw(self, item: int, reason: str) -> Changes:
        """Take an item out."""
        from cobro_desktop.services.cartera import partidas

        command = partidas.RetirarPartida(item, reason)
        workspace = self._office.workspace
        return partidas.retirar_partida(command, workspace, self._office.contexto)

    def sit(self, session: RegistrarSesion) -> Changes:
        """Record a session of the comité."""
        from cobro_desktop.services.cartera.comite import registrar_sesion

        return registrar_sesion(session, self._office.workspace, self._office.contexto)

    def kinds(self, run: int) -> Sequence[Kind]:
        """Return the documents that a run can write."""
        from cobro_desktop.domain.catalogo_documentos import tipo_documento
        from cobro_desktop.services.cartera.documentos import tipos_que_escribe
        from cobro_desktop.services.cartera.hechos import FICHAS
        from cobro_ui.cartera.ports import Kind

        sigla, kinds = tipos_que_escribe(self._office.workspace, run)
        return [Kind(k, tipo_documento(k).nombre_en(sigla), k in FICHAS) for k in kinds]

    def lacking(self, run: int, kind: str) -> Sequence[DatoPedido]:
        """Return what a person types for a document of the run."""
        from cobro_desktop.services.cartera.documentos import lo_que_se_escribe

        del run
        return lo_que_se_escribe(kind)

    def draft(
        self, run: int, kind: str, typed: Mapping[str, str], item: int | None
    ) -> Changes:
        """Draft a document; a ficha without item is drafted for each."""
        from cobro_desktop.services.cartera import documentos
        from cobro_desktop.services.cartera.hechos import FICHAS

        workspace, contexto = self._office.workspace, self._office.contexto
        if kind in FICHAS and item is None:
            return documentos.crear_fichas(run, kind, workspace, contexto)
        command = documentos.DocumentoDeCorrida(run, kind, typed, item_id=item)
        return documentos.crear_documento_de_corrida(command, workspace, contexto)

    def evidences(self, run: int) -> Sequence[tuple[str, str]]:
        """Return (id, name) of what may be attached."""
        from cobro_desktop.services.cartera.documentos import evidencias_de_corrida

        return evidencias_de_corrida(self._office.workspace, run)

    def attach(self, run: int, file: Path, evidence: str) -> Changes:
        """Put a file into a run."""
        from cobro_desktop.services.cartera import documentos

        command = documentos.AnexarACorrida(run, file, evidence)
        workspace = self._office.workspace
        return documentos.anexar_a_corrida(command, workspace, self._office.contexto)

    def foresee(self, command: AvanzarCorrida) -> Foreseen:
        """Tell what closing the activity would ask and do."""
        from cobro_desktop.services.cartera.avance import prever_avance
        from cobro_ui.cartera.ports import Foreseen

        found, arrival = prever_avance(command, self._office.workspace)
        return Foreseen(
            tuple(p.texto for p in found.faltan),
            tuple(p.texto for p in found.advertencias),
            arrival,
            found.salvable,
        )

    def advance(self, command: AvanzarCorrida) -> Changes:
        """Close the activity of a run."""
        from cobro_desktop.services.cartera.avance import avanzar_corrida

        return avanzar_corrida(command, self._office.workspace, self._office.contexto)

    def effects(self, run: int) -> Sequence[Efecto]:
        """Tell what applying would do."""
        from cobro_desktop.services.cartera.efectos import prever_efectos

        return prever_efectos(run, self._office.workspace, self._office.contexto)

    def apply(self, run: int) -> Changes:
        """End in the cases what the act ordered."""
        from cobro_desktop.services.cartera.efectos import aplicar_efectos

        return aplicar_efectos(run, self._office.workspace, self._office.contexto)

    def export(self, run: int, file: Path) -> Changes:
        """Write the accounts of a run."""
        from cobro_desktop.services.cartera import libros

        command = libros.ExportarRelacion(run, file)
        workspace = self._office.workspace
        return libros.exportar_relacion(command, workspace, self._office.contexto)

    def tasks(self, year: int) -> Sequence[Tarea]:
        """Return what the office owes in a year."""
        from cobro_desktop.services.cartera.calendario import ver_calendario

        return ver_calendario(self._office.workspace, year, self._office.hoy)

    def mark(self, command: MarcarHecha) -> Changes:
        """Record that a task is done."""
        from cobro_desktop.services.cartera.calendario import marcar_hecha

        return marcar_hecha(command, self._office.workspace, self._office.contexto)

    def export_calendar(self, file: Path, year: int) -> Changes:
        """Write what is left of a year for another agenda."""
        from cobro_desktop.services.cartera.calendario import exportar_calendario

        office = self._office
        return exportar_calendario(file, office.workspace, year, office.hoy)
