"""The work of the office, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.trabajo.ports import Choice, DebtorLines, PersonOffices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.trabajo.acumulacion import DeudorRepetido
    from cobro_desktop.services.trabajo.bandejas import PorEstudiar, SinMovimiento
    from cobro_desktop.services.trabajo.desvinculacion import Vinculado
    from cobro_desktop.services.trabajo.deudor import Deudor360
    from cobro_desktop.services.trabajo.devoluciones import Estadistica
    from cobro_desktop.services.trabajo.oficinas import Oficina
    from cobro_desktop.services.trabajo.prioridad import PorQue
    from cobro_ui.backend.office import Office
    from cobro_ui.trabajo.ports import NewAddress, NewPerson


class OfficeWork:
    """`WorkSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def me(self) -> str:
        """Return the login of who works."""
        return self._office.contexto.usuario

    def study(self, *, mine: bool) -> PorEstudiar:
        """Return the titles under study."""
        from cobro_desktop.services.trabajo.bandejas import por_estudiar

        office = self._office
        login = self.me() if mine else ""
        return por_estudiar(office.workspace, office.hoy, login=login)

    def forgotten(self, days: int) -> SinMovimiento:
        """Count the cases that nothing moves."""
        from cobro_desktop.services.trabajo.bandejas import sin_movimiento

        return sin_movimiento(self._office.workspace, self._office.hoy, dias=days)

    def returns(self) -> Estadistica:
        """Return the titles that went back and who sends them."""
        from cobro_desktop.services.trabajo.devoluciones import estadistica

        return estadistica(self._office.workspace)

    def export_returns(self, target: Path) -> Changes:
        """Write them as a workbook."""
        from cobro_desktop.services.trabajo.devoluciones_libro import (
            ExportarDevoluciones,
            exportar_devoluciones,
        )

        command = ExportarDevoluciones(target)
        office = self._office
        return exportar_devoluciones(command, office.workspace, office.contexto)

    def repeated(self) -> Sequence[DeudorRepetido]:
        """Return the debtors with several live cases."""
        from cobro_desktop.services.trabajo.acumulacion import deudores_repetidos

        return deudores_repetidos(self._office.workspace)

    def debtor(self, persona_id: int) -> Deudor360:
        """Return all that a person owes."""
        from cobro_desktop.services.trabajo.deudor import deudor_por_id

        return deudor_por_id(self._office.workspace, persona_id)

    def find_debtor(self, identificacion: str) -> Deudor360:
        """Return a person by their document."""
        from cobro_desktop.services.trabajo.deudor import deudor_360

        return deudor_360(self._office.workspace, identificacion)

    def debtor_of(self, expediente_id: int) -> DebtorLines:
        """Return who the debtor of a case is and which cases go with it."""
        from cobro_desktop.services.trabajo.acumulacion import acumulados, candidatos
        from cobro_desktop.services.trabajo.deudor import principal_de

        workspace = self._office.workspace
        return DebtorLines(
            principal_de(workspace, expediente_id),
            candidatos(workspace, expediente_id),
            acumulados(workspace, expediente_id),
        )

    def causes(self) -> Sequence[Choice]:
        """Return why a case may go first."""
        from cobro_desktop.services.trabajo.causas import causas_de_prioridad

        return [Choice(c.id, c.nombre) for c in causas_de_prioridad()]

    def order_words(self) -> str:
        """Say in which order the list by priority stands."""
        from cobro_desktop.services.agenda import entidades
        from cobro_desktop.services.trabajo.prioridad import criterios_de

        siglas = [sigla for sigla, _ in entidades(self._office.workspace)]
        return "\n".join(criterios_de(sigla) for sigla in siglas)

    def why(self, uno: int, otro: int) -> PorQue:
        """Compare two cases."""
        from cobro_desktop.services.trabajo.prioridad import por_que

        return por_que(self._office.workspace, uno, otro)

    def prioritise(self, ids: Sequence[int], causa: str, motivo: str) -> Changes:
        """Mark cases."""
        from cobro_desktop.services.trabajo.prioridad import Priorizar, priorizar

        command = Priorizar(tuple(ids), causa, motivo)
        return priorizar(command, self._office.workspace, self._office.contexto)

    def unmark(self, ids: Sequence[int], motivo: str) -> Changes:
        """Take the marks of some cases off."""
        from cobro_desktop.services.trabajo.prioridad import (
            QuitarPrioridad,
            quitar_prioridad,
        )

        command = QuitarPrioridad(tuple(ids), motivo)
        return quitar_prioridad(command, self._office.workspace, self._office.contexto)

    def situations(self) -> Sequence[Choice]:
        """Return what a case may wait for."""
        from cobro_desktop.services.trabajo.situacion import NOMBRES

        return [Choice(key, name) for key, name in NOMBRES.items()]

    def set_situation(self, ids: Sequence[int], es: str, motivo: str) -> Changes:
        """Say by hand what some cases wait for."""
        from cobro_desktop.services.trabajo.situacion import (
            CambiarSituacion,
            cambiar_situacion,
        )

        command = CambiarSituacion(tuple(ids), es, motivo)
        return cambiar_situacion(command, self._office.workspace, self._office.contexto)

    def join(self, guest: int, host: int, motivo: str, *, anyway: bool) -> Changes:
        """Let a case go on inside another."""
        from cobro_desktop.services.trabajo.acumulacion import Acumular, acumular

        command = Acumular(guest, host, motivo, anyway)
        return acumular(command, self._office.workspace, self._office.contexto)

    def part(self, guest: int, motivo: str) -> Changes:
        """Annul a joining."""
        from cobro_desktop.services.trabajo.acumulacion import (
            DeshacerAcumulacion,
            deshacer_acumulacion,
        )

        command = DeshacerAcumulacion(guest, motivo)
        office = self._office
        return deshacer_acumulacion(command, office.workspace, office.contexto)

    def add_address(self, expediente_id: int, address: NewAddress) -> Changes:
        """Add a way to reach a debtor."""
        from cobro_desktop.services.trabajo.direcciones import (
            AgregarDireccion,
            agregar_direccion,
        )

        command = AgregarDireccion(expediente_id=expediente_id, **address._asdict())
        return agregar_direccion(command, self._office.workspace, self._office.contexto)

    def return_causes(self, expediente_id: int) -> Sequence[str]:
        """Return why the mail comes back, as the institution of a case says it."""
        from cobro_desktop.services.trabajo.direcciones import causas_de_devolucion

        return causas_de_devolucion(self._office.workspace, expediente_id)

    def close_address(
        self, expediente_id: int, address: NewAddress, causa: str
    ) -> Changes:
        """Say that a way to reach a debtor is no good any more."""
        from cobro_desktop.services.trabajo.direcciones import (
            CerrarDireccion,
            cerrar_direccion,
        )

        command = CerrarDireccion(
            expediente_id=expediente_id,
            documento=address.documento,
            clase=address.clase,
            texto=address.texto,
            causa=causa,
            fecha=address.desde,
        )
        return cerrar_direccion(command, self._office.workspace, self._office.contexto)

    def link(self, expediente_id: int, person: NewPerson) -> Changes:
        """Put a person in a case."""
        from cobro_desktop.services.trabajo.vinculacion import Vincular, vincular

        command = Vincular(expediente_id=expediente_id, **person._asdict())
        return vincular(command, self._office.workspace, self._office.contexto)

    def linked(self, expediente_id: int) -> Sequence[Vinculado]:
        """Return the people of a case besides its principal."""
        from cobro_desktop.services.trabajo.desvinculacion import vinculados

        return vinculados(self._office.workspace, expediente_id)

    def unlink(
        self, expediente_id: int, documento: str, rol: str, motivo: str
    ) -> Changes:
        """Take a person out of a case."""
        from cobro_desktop.services.trabajo.desvinculacion import (
            Desvincular,
            desvincular,
        )

        command = Desvincular(
            expediente_id=expediente_id, documento=documento, rol=rol, motivo=motivo
        )
        return desvincular(command, self._office.workspace, self._office.contexto)

    def offices(self) -> Sequence[Oficina]:
        """Return the offices that keep cases."""
        from cobro_desktop.services.trabajo.oficinas import oficinas

        return oficinas(self._office.workspace)

    def people(self) -> Sequence[PersonOffices]:
        """Return the people and their offices."""
        from cobro_desktop.services.usuarios import usuarios

        found = self.offices()
        own = {login: o.id for o in found for login in o.personas}
        return [
            PersonOffices(
                person.login,
                person.nombre,
                own.get(person.login),
                tuple(o.id for o in found if person.login in o.encargadas),
            )
            for person in usuarios(self._office.workspace)
        ]

    def create_office(self, nombre: str) -> Changes:
        """Add an office to the institution that works by offices."""
        from cobro_desktop.services.agenda import entidades
        from cobro_desktop.services.trabajo.alcance import load_oficinas
        from cobro_desktop.services.trabajo.oficinas import CrearOficina, crear_oficina

        workspace = self._office.workspace
        siglas = [sigla for sigla, _ in entidades(workspace)]
        mine = [s for s in siglas if load_oficinas(s, workspace.recursos).por_oficina]
        command = CrearOficina((mine or siglas or ["RNEC"])[0], nombre)
        return crear_oficina(command, workspace, self._office.contexto)

    def give_offices(
        self, login: str, propia: int | None, otras: Sequence[int]
    ) -> Changes:
        """Set the offices of a person."""
        from cobro_desktop.services.trabajo.oficinas import DarOficinas, dar_oficinas

        command = DarOficinas(login, propia, tuple(otras))
        return dar_oficinas(command, self._office.workspace, self._office.contexto)

    def move(self, ids: Sequence[int], oficina_id: int, causa: str) -> Changes:
        """Give cases to another office."""
        from cobro_desktop.services.trabajo.oficinas import Trasladar, trasladar

        command = Trasladar(tuple(ids), oficina_id, causa)
        return trasladar(command, self._office.workspace, self._office.contexto)
