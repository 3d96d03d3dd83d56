"""A portfolio run told act by act, as the office lives it.

corrida = Corrida.abre(historia, "PD-GJ-07", "2026-06-30")
corrida.agrega(historia)
corrida.avanza("identificadas", origen="area")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.partida import Recomendacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.cartera import lectura
from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida
from cobro_desktop.services.cartera.avance import AvanzarCorrida, avanzar_corrida
from cobro_desktop.services.cartera.comite import (
    Dictamen,
    RegistrarSesion,
    registrar_sesion,
)
from cobro_desktop.services.cartera.documentos import (
    AnexarACorrida,
    DocumentoDeCorrida,
    anexar_a_corrida,
    crear_documento_de_corrida,
)
from cobro_desktop.services.cartera.efectos import (
    Efecto,
    aplicar_efectos,
    prever_efectos,
)
from cobro_desktop.services.cartera.partidas import (
    AgregarPartidas,
    Entrante,
    LlenarFicha,
    agregar_partidas,
    llenar_ficha,
    obligaciones_de,
)
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.documentos.emision import EmitirDocumento, emitir_documento
from cobro_desktop.services.usuarios import (
    CrearUsuario,
    contexto_de,
    crear_usuario,
)
from tests.scenarios.historia import Historia

SI, NO, FALTA = (
    Recomendacion.RECOMIENDA,
    Recomendacion.NO_RECOMIENDA,
    Recomendacion.FALTA_SOPORTE,
)


class Corrida:
    """One run of the portfolio, and who works on it on which day."""

    def __init__(self, historia: Historia, numero: int) -> None:
        self.workspace = historia.workspace
        self.carpeta = historia.carpeta
        self.id = numero
        self.contexto = historia.contexto

    @classmethod
    def abre(
        cls, historia: Historia, codigo: str, corte: str, entrada: str = ""
    ) -> Corrida:
        """The day and the person are those of the story."""
        command = AbrirCorrida(codigo, dt.date.fromisoformat(corte), entrada)
        changes = abrir_corrida(command, historia.workspace, historia.contexto)
        return cls(historia, int(str(changes.datos["corrida"])))

    def dia(self, fecha: str, quien: str) -> None:
        """It is that day and that person works."""
        self.contexto = Contexto(
            dt.date.fromisoformat(fecha), quien, "equipo de prueba"
        )

    def agrega(self, *historias: Historia, motivo: str = "") -> None:
        """Bring in what each case owes."""
        owed = [
            o
            for h in historias
            for o in obligaciones_de(self.workspace, h.expediente_id)
        ]
        command = AgregarPartidas(self.id, tuple(Entrante(o, motivo) for o in owed))
        agregar_partidas(command, self.workspace, self.contexto)

    def ficha(self, partida: int, **respuestas: str) -> None:
        """Answer what is asked of an item."""
        command = LlenarFicha(partida, respuestas)
        llenar_ficha(command, self.workspace, self.contexto)

    def sesiona(self, dictamenes: Mapping[int, tuple[Recomendacion, str]]) -> None:
        """The comité sits today; what it recommends it verified."""
        said = {
            item: Dictamen(what, verificada=what is not FALTA, razon=why)
            for item, (what, why) in dictamenes.items()
        }
        command = RegistrarSesion(
            corrida_id=self.id,
            fecha=self.contexto.hoy,
            presidente="Clara Inés Robledo",
            secretario="Julián Peña Ortiz",
            asistentes=("Nelly Patricia Osorio",),
            dictamenes=said,
            lugar="Sala de juntas",
        )
        registrar_sesion(command, self.workspace, self.contexto)

    def anexa(self, *evidencias: str) -> None:
        """Attach a file as each evidence."""
        for evidencia in evidencias:
            archivo = self.carpeta / f"{evidencia}.pdf"
            archivo.write_bytes(f"%PDF-1.4 {evidencia}\n".encode())
            command = AnexarACorrida(self.id, archivo, evidencia)
            anexar_a_corrida(command, self.workspace, self.contexto)

    def proyecta(self, tipo: str, partida: int | None = None, **datos: str) -> int:
        """Draft a document of the run; returns its id."""
        command = DocumentoDeCorrida(self.id, tipo, datos, item_id=partida)
        changes = crear_documento_de_corrida(command, self.workspace, self.contexto)
        return int(str(changes.datos["documento"]))

    def firma(self, documento: int, quien: str) -> str:
        """Somebody numbers and signs a draft, the same day; returns its number."""
        contexto = Contexto(self.contexto.hoy, quien, "equipo de prueba")
        changes = emitir_documento(EmitirDocumento(documento), self.workspace, contexto)
        return str(changes.datos["numero"])

    def avanza(self, resultado: str, *, forzar: str = "", **respuestas: str) -> None:
        """Close the current activity."""
        command = AvanzarCorrida(
            self.id, resultado, self.contexto.hoy, respuestas, forzar
        )
        avanzar_corrida(command, self.workspace, self.contexto)

    def aplica(self) -> list[str]:
        """End in each case what the act ordered; returns what was done, in words."""
        changes = aplicar_efectos(self.id, self.workspace, self.contexto)
        effects = changes.datos["efectos"]
        assert isinstance(effects, list)
        assert all(e["hecho"] for e in effects), effects
        return [str(e["texto"]) for e in effects]

    def prevista(self) -> list[Efecto]:
        """What applying would do."""
        return prever_efectos(self.id, self.workspace, self.contexto)

    @contextmanager
    def rehusa(self, mensaje: str) -> Iterator[pytest.ExceptionInfo[UserError]]:
        """What is done inside is refused with that message and leaves no trace."""
        before = self.vista
        with pytest.raises(UserError, match=f"(?s){mensaje}") as problema:
            yield problema
        after = self.vista
        assert (after.version, after.partidas, after.pasos) == (
            before.version,
            before.partidas,
            before.pasos,
        ), "something was written by halves"

    @property
    def vista(self) -> lectura.Vista:
        """The run whole."""
        return lectura.ver(self.workspace, self.id)

    @property
    def actividad(self) -> str:
        """Where it is."""
        return self.vista.actividad.id

    @property
    def partidas(self) -> list[int]:
        """The ids of its items, in the order in which they came."""
        return [p.id for p in self.vista.partidas]


def con_comite(historia: Historia) -> None:
    """Give the office somebody who writes what the comité says."""
    admin = contexto_de(historia.workspace, usuario=None, hoy=historia.contexto.hoy)
    command = CrearUsuario("comite", "Julián Peña Ortiz", (Rol.COM,), "Secretario")
    crear_usuario(command, historia.workspace, admin)
