"""A case told act by act, through the services that the window calls.

A story names the day and who works, then what that person does:

    historia.dia("2025-11-05", "financiera")
    historia.anexa("titulo-ejecutivo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    assert historia.actividad == "2"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services import consultas
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.acuerdos.cierre import CumplirAcuerdo, cumplir_acuerdo
from cobro_desktop.services.acuerdos.incumplimiento import (
    DeclararIncumplimiento,
    declarar_incumplimiento,
)
from cobro_desktop.services.acuerdos.lectura import ver_acuerdos
from cobro_desktop.services.acuerdos.otorgamiento import (
    OtorgarAcuerdo,
    otorgar_acuerdo,
)
from cobro_desktop.services.acuerdos.plan import Condiciones
from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
from cobro_desktop.services.acuerdos.solicitud import (
    NegarAcuerdo,
    Propuesta,
    SolicitarAcuerdo,
    negar_acuerdo,
    solicitar_acuerdo,
)
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.incidentes.apertura import (
    AbrirIncidente,
    abrir_incidente,
)
from cobro_desktop.services.liquidaciones import liquidar_expediente
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.reaperturas import Reabrir, reabrir
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import ExpedienteRow


class Historia:
    """One case, and who works on it on which day."""

    def __init__(self, workspace: Workspace, numero: int, carpeta: Path) -> None:
        self.workspace = workspace
        self.carpeta = carpeta
        self.expediente_id = numero
        self.contexto = Contexto(dt.date(2000, 1, 1), "", "equipo de prueba")
        self.advertencias: list[str] = []

    # Who and when.

    def dia(self, fecha: str, quien: str) -> None:
        """It is that day and that person works."""
        self.contexto = Contexto(_dia(fecha), quien, "equipo de prueba")

    def sigue(self, quien: str) -> None:
        """Somebody else works, the same day."""
        self.contexto = Contexto(self.contexto.hoy, quien, "equipo de prueba")

    # What is done.

    def anexa(self, *evidencias: str, fecha: str = "") -> None:
        """Attach a file as each evidence."""
        for evidencia in evidencias:
            archivo = self.carpeta / f"{evidencia}.pdf"
            archivo.write_bytes(f"%PDF-1.4 {evidencia}\n".encode())
            day = _dia(fecha) if fecha else None
            command = AnexarArchivo(self.expediente_id, archivo, evidencia, day)
            anexar(command, self.workspace, self.contexto)

    def avanza(
        self,
        resultado: str,
        *,
        fecha: str = "",
        forzar: str = "",
        version: int | None = None,
        **respuestas: str,
    ) -> None:
        """Close the current activity; `__` in an answer's name stands for a hyphen."""
        answers = {name.replace("__", "-"): text for name, text in respuestas.items()}
        self.cierra(resultado, answers, fecha=fecha, forzar=forzar, version=version)

    def cierra(
        self,
        resultado: str,
        respuestas: Mapping[str, str],
        *,
        fecha: str = "",
        forzar: str = "",
        version: int | None = None,
    ) -> None:
        """Close the current activity with its answers as a table."""
        command = CerrarActividad(
            self.expediente_id,
            resultado,
            _dia(fecha) if fecha else self.contexto.hoy,
            respuestas,
            forzar,
            version,
        )
        changes = cerrar_actividad(command, self.workspace, self.contexto)
        self.advertencias = _list(changes.datos["advertencias"])

    def adelanta(self, actividad: str, resultado: str, **respuestas: str) -> None:
        """Close an activity that is open beside the current one."""
        answers = {name.replace("__", "-"): text for name, text in respuestas.items()}
        command = CerrarActividad(
            self.expediente_id,
            resultado,
            self.contexto.hoy,
            answers,
            actividad=actividad,
        )
        cerrar_actividad(command, self.workspace, self.contexto)

    def reabre(self, puerta: str, motivo: str, *, soporte: str = "") -> None:
        """Bring the case back after its end; `soporte` names the paper that does."""
        archivo = None
        if soporte:
            archivo = self.carpeta / f"{soporte}.pdf"
            archivo.write_bytes(f"%PDF-1.4 {soporte}\n".encode())
        command = Reabrir(
            self.expediente_id, puerta, self.contexto.hoy, motivo, archivo
        )
        reabrir(command, self.workspace, self.contexto)

    def abre_incidente(self, tipo: str, **campos: str) -> None:
        """Open an incident of the case, today."""
        command = AbrirIncidente(
            expediente_id=self.expediente_id,
            tipo=tipo,
            fecha=self.contexto.hoy,
            respuestas=campos,
        )
        abrir_incidente(command, self.workspace, self.contexto)

    def proyecta(self, tipo: str, **datos: str) -> int:
        """Draft a document; returns its id."""
        command = CrearDocumento(self.expediente_id, tipo, datos)
        changes = crear_documento(command, self.workspace, self.contexto)
        return int(str(changes.datos["documento"]))

    def firma(self, documento: int) -> str:
        """Number and sign a draft; returns the number that it prints."""
        order = EmitirDocumento(documento)
        changes = emitir_documento(order, self.workspace, self.contexto)
        return str(changes.datos["numero"])

    def emite(self, tipo: str, *, firma: str, **datos: str) -> str:
        """Draft a document and have somebody else sign it, the same day."""
        author = self.contexto
        borrador = self.proyecta(tipo, **datos)
        self.sigue(firma)
        numero = self.firma(borrador)
        self.contexto = author
        return numero

    def paga(self, pesos: int, referencia: str, *, fecha: str = "") -> Changes:
        """Register a payment that entered."""
        command = RegistrarPago(
            self.expediente_id,
            _dia(fecha) if fecha else self.contexto.hoy,
            pesos * 100,
            referencia,
            "Banco Agrario",
        )
        return registrar_pago(command, self.workspace, self.contexto)

    def notifica(
        self,
        documento: str,
        medio: str,
        *,
        efectiva: str = "",
        causa: str = "",
        guia: str = "",
    ) -> Changes:
        """Record the notification of an act, or why it failed."""
        command = Notificar(
            self.expediente_id,
            documento,
            Medio(medio),
            _dia(efectiva) if efectiva else None,
            guia=guia,
            causa=causa,
        )
        return notificar(command, self.workspace, self.contexto)

    def asigna(self, quien: str, causa: str = "") -> Changes:
        """Give the case to somebody."""
        return asignar(
            Asignar(self.expediente_id, quien, causa), self.workspace, self.contexto
        )

    def solicita_acuerdo(self, cuotas: int, *, primera: str = "") -> Changes:
        """Record that the debtor asks to pay in instalments."""
        offer = Propuesta(cuotas, _dia(primera) if primera else None)
        command = SolicitarAcuerdo(self.expediente_id, self.contexto.hoy, offer)
        return solicitar_acuerdo(command, self.workspace, self.contexto)

    def otorga_acuerdo(self, cuotas: int, *, primera: str = "") -> Changes:
        """Record that the agreement was signed, today."""
        terms = Condiciones(
            self.contexto.hoy, cuotas, _dia(primera) if primera else None
        )
        command = OtorgarAcuerdo(self.expediente_id, terms)
        return otorgar_acuerdo(command, self.workspace, self.contexto)

    def niega_acuerdo(self, motivo: str) -> Changes:
        """Record that the request was refused."""
        command = NegarAcuerdo(self.expediente_id, self.contexto.hoy, motivo)
        return negar_acuerdo(command, self.workspace, self.contexto)

    def declara_incumplimiento(self) -> Changes:
        """Record that the agreement was declared broken."""
        command = DeclararIncumplimiento(self.expediente_id, self.contexto.hoy)
        return declarar_incumplimiento(command, self.workspace, self.contexto)

    def cumple_acuerdo(self) -> Changes:
        """Record that everything that was agreed was paid."""
        command = CumplirAcuerdo(self.expediente_id, self.contexto.hoy)
        return cumplir_acuerdo(command, self.workspace, self.contexto)

    @contextmanager
    def rehusa(self, mensaje: str) -> Iterator[pytest.ExceptionInfo[UserError]]:
        """What is done inside is refused with that message and leaves no trace."""
        before = self._huella()
        with pytest.raises(UserError, match=f"(?s){mensaje}") as problema:
            yield problema
        assert self._huella() == before, "something was written by halves"

    # Where things stand.

    @property
    def ficha(self) -> consultas.Ficha:
        """The whole case, as its tabs show it."""
        return consultas.ficha(self.workspace, self.expediente_id)

    @property
    def actividad(self) -> str:
        """The current row of the table."""
        return self.ficha.expediente.actividad

    @property
    def estado(self) -> str:
        """How the case stands."""
        return self.ficha.expediente.estado

    @property
    def saldo(self) -> int:
        """Capital still owed, in pesos."""
        return self.ficha.expediente.saldo // 100

    @property
    def intereses(self) -> int:
        """Interest owed to the day of the story, in pesos."""
        found = liquidar_expediente(
            self.workspace, self.expediente_id, self.contexto.hoy
        )
        return sum(item.saldo.intereses for _, item in found) // 100

    @property
    def vence(self) -> str:
        """The earliest open term that runs, AAAA-MM-DD; empty if none does."""
        day = self.ficha.expediente.vence
        return day.isoformat() if day else ""

    @property
    def prescribe(self) -> str:
        """Last day of the collection action."""
        day = self.ficha.expediente.fecha_legal
        return day.isoformat() if day else ""

    @property
    def acuerdo(self) -> AcuerdoSeguido:
        """The latest agreement, as it stands on the day of the story."""
        found = ver_acuerdos(self.workspace, self.expediente_id, self.contexto.hoy)
        assert found.ultimo is not None, "the case never had an agreement"
        return found.ultimo

    @property
    def cuotas(self) -> list[tuple[str, int]]:
        """When each instalment is due and how much it is, in pesos."""
        return [
            (c.vence.isoformat(), c.total // 100) for c in self.acuerdo.acuerdo.filas
        ]

    @property
    def termino(self) -> str:
        """Name of the term that ends first."""
        ficha = self.ficha
        due = ficha.expediente.vence
        runs = [t for t in ficha.terminos if t.estado == "abierto" and t.vence == due]
        return runs[0].nombre if runs else ""

    def numeros(self, tipo: str) -> list[int | None]:
        """Return the numbers that the documents of a kind took."""
        return [d.numero for d in self.ficha.documentos if d.tipo == tipo]

    def abre_documento(self, tipo: str) -> bytes:
        """Return the bytes of the latest document of a kind."""
        last = max(d.id for d in self.ficha.documentos if d.tipo == tipo)
        destino = self.carpeta / f"{tipo}.salida"
        return exportar_documento(last, destino, self.workspace).read_bytes()

    def _huella(self) -> tuple[object, ...]:
        ficha = self.ficha
        return (
            ficha.expediente.version,
            ficha.expediente.actividad,
            ficha.expediente.saldo,
            len(ficha.actuaciones),
            len(ficha.terminos),
            [(d.id, d.estado, d.numero) for d in ficha.documentos],
            len(ficha.pagos),
        )


def expediente_de(workspace: Workspace, **lo_que_es: str) -> int:
    """Return the id of the only case with those facts (titulo=…, deudor=…)."""
    query = select(ExpedienteRow.id)
    for columna, valor in lo_que_es.items():
        query = query.where(getattr(ExpedienteRow, columna) == valor)
    with workspace.base.read() as session:
        return session.scalars(query).one()


def respuestas(historia: Historia, actividad: str) -> Mapping[str, Any]:
    """Return what is on record of the last closing of an activity."""
    for act in historia.ficha.actuaciones:
        if act.tipo == "cierre_actividad" and act.actividad == actividad:
            return act.datos
    message = f"activity {actividad} was never closed"
    raise AssertionError(message)


def _dia(texto: str) -> dt.date:
    return dt.date.fromisoformat(texto)


def _list(value: object) -> list[Any]:
    assert isinstance(value, list)
    return value
