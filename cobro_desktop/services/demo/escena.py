"""Plays the acts of a case through the services that the window calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.anexos import AnexarArchivo, anexar, evidencias
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.demo.soportes import escribir_soporte
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
)
from cobro_desktop.services.liquidaciones import liquidar_expediente
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.pasos import abrir_paso

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.demo.libreto import Acto
    from cobro_desktop.services.workspace import Workspace

EQUIPO = "equipo de demostración"


@dataclass
class Escena:
    """One case being played."""

    workspace: Workspace
    expediente_id: int
    numero: str
    papeles: Path
    """Folder for the supports until they are in the case."""
    documentos: list[int] = field(default_factory=list)
    """Documents issued so far."""
    recaudado: Centavos = 0

    def representar(self, acto: Acto) -> None:
        """Do what an act says.

        Raises:
            UserError: the services refuse it; the demonstration stops there.
        """
        contexto = Contexto(acto.dia, acto.quien, EQUIPO)
        match acto.verbo:
            case "anexa":
                self._anexar(acto, contexto)
            case "avanza":
                self._avanzar(acto, contexto)
            case "emite":
                self._emitir(acto, contexto)
            case "paga" | "abona":
                self._pagar(acto, contexto)
            case "notifica":
                self._notificar(acto, contexto)
            case "asigna":
                command = Asignar(self.expediente_id, str(acto.objeto))
                asignar(command, self.workspace, contexto)

    def _anexar(self, acto: Acto, contexto: Contexto) -> None:
        paso = abrir_paso(self.workspace, contexto, self.expediente_id)
        known = evidencias(paso.procedimiento)
        assert isinstance(acto.objeto, list)
        for evidencia in acto.objeto:
            path = self.papeles / f"{evidencia}.pdf"
            escribir_soporte(
                path,
                expediente=self.numero,
                papel=known[evidencia].etiqueta,
                fecha=acto.dia,
            )
            command = AnexarArchivo(self.expediente_id, path, evidencia)
            anexar(command, self.workspace, contexto)

    def _avanzar(self, acto: Acto, contexto: Contexto) -> None:
        command = CerrarActividad(
            self.expediente_id, str(acto.objeto), acto.dia, acto.con
        )
        cerrar_actividad(command, self.workspace, contexto)

    def _emitir(self, acto: Acto, contexto: Contexto) -> None:
        draft = CrearDocumento(self.expediente_id, str(acto.objeto), acto.con)
        made = crear_documento(draft, self.workspace, contexto)
        number = int(str(made.datos["documento"]))
        signer = Contexto(acto.dia, acto.modo["firma"], EQUIPO)
        emitir_documento(EmitirDocumento(number), self.workspace, signer)
        self.documentos.append(number)

    def _pagar(self, acto: Acto, contexto: Contexto) -> None:
        """Pay what is told, or all that is owed on the day."""
        if isinstance(acto.objeto, int):
            valor, referencia = acto.objeto * 100, acto.modo["referencia"]
        else:
            owed = liquidar_expediente(self.workspace, self.expediente_id, acto.dia)
            valor, referencia = sum(item.total for _, item in owed), str(acto.objeto)
        command = RegistrarPago(
            self.expediente_id, acto.dia, valor, referencia, "Banco de la Demostración"
        )
        registrar_pago(command, self.workspace, contexto)
        self.recaudado += valor

    def _notificar(self, acto: Acto, contexto: Contexto) -> None:
        causa = acto.modo.get("causa", "")
        command = Notificar(
            self.expediente_id,
            str(acto.objeto),
            Medio(acto.modo["medio"]),
            None if causa else acto.dia,
            guia=acto.modo.get("guia", ""),
            causa=causa,
        )
        notificar(command, self.workspace, contexto)
