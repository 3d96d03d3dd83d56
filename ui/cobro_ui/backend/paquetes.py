"""Packages of cases over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.paquetes.ports import PackedCases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.traslado.prestados import Prestado
    from cobro_desktop.services.traslado.vista import PaqueteVisto, RecibirPaquete
    from cobro_ui.backend.office import Office
    from cobro_ui.paquetes.ports import ReceiveRequest, SendRequest


class OfficePackages:
    """`PackageSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def cases(self, ids: Sequence[int]) -> PackedCases:
        """Return what a dialog says of the cases to send."""
        from cobro_desktop.services.traslado.prestados import ENTRADA, resumir_casos

        office = self._office
        found = resumir_casos(office.workspace, ids, office.hoy)
        came = sum(loan == ENTRADA for _, _, loan in found)
        alone = found[0][1] if len(found) == 1 else ""
        return PackedCases(tuple(numero for numero, _, _ in found), alone, came)

    def send(self, request: SendRequest, progress: Progress) -> Changes:
        """Write a package."""
        from cobro_desktop.exchange.paquete_caso import PRESTAMO
        from cobro_desktop.services.electronico.paquete import (
            CrearPaquete,
            crear_paquete,
        )
        from cobro_desktop.services.traslado.envio import Firma
        from cobro_desktop.services.traslado.prestamos import Prestar

        office = self._office
        loan = Prestar(request.quien, request.hasta, request.motivo)
        sign = request.clave and Firma(request.clave, request.contrasena_clave)
        command = CrearPaquete(
            request.expedientes,
            request.salida,
            request.proposito,
            sign or None,
            request.contrasena,
            loan if request.proposito == PRESTAMO else None,
        )
        return crear_paquete(command, office.workspace, office.contexto, progress)

    def look(self, request: ReceiveRequest, progress: Progress) -> PaqueteVisto:
        """Open a package and compare it with this base; writes nothing."""
        from cobro_desktop.services.traslado.vista import prever_paquete

        return prever_paquete(_command(request), self._office.workspace, progress)

    def receive(self, request: ReceiveRequest, progress: Progress) -> Changes:
        """Merge a package, whole or not at all."""
        from cobro_desktop.services.traslado.recepcion import recibir_paquete

        office = self._office
        command = _command(request)
        return recibir_paquete(command, office.workspace, office.contexto, progress)

    def lent(self, *, todos: bool) -> Sequence[Prestado]:
        """Return who has what; `todos` with what already came back."""
        from cobro_desktop.services.traslado.prestados import prestados

        return prestados(self._office.workspace, self._office.hoy, todos=todos)

    def end_loan(self, expediente_id: int, motivo: str) -> Changes:
        """End a loan without a package, with its reason."""
        from cobro_desktop.services.traslado.prestamos import (
            TerminarPrestamo,
            terminar_prestamo,
        )

        office = self._office
        command = TerminarPrestamo(expediente_id, motivo)
        return terminar_prestamo(command, office.workspace, office.contexto)


def _command(request: ReceiveRequest) -> RecibirPaquete:
    from cobro_desktop.services.traslado.vista import RecibirPaquete

    return RecibirPaquete(
        request.archivo,
        request.contrasena,
        request.confiar,
        otra_entidad=request.otra_entidad,
        elecciones=request.elecciones,
    )
