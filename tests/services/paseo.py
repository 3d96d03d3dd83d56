"""A case that walks its procedure at random, through the services of the window.

Every act is tried as a person would: answers are typed, what is missing is filed,
gates are passed with a reason. What a service refuses with a message is fine and
must leave no trace; `revisar` says what no service may ever break.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.hechos import ACTO_CAUSA
from cobro_desktop.domain.motor import Cierre, Clase
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.procedimiento import Actividad, Campo, Rol, TipoCampo
from cobro_desktop.services import consultas
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.acuerdos.cierre import (
    AnularAcuerdo,
    CumplirAcuerdo,
    anular_acuerdo,
    cumplir_acuerdo,
)
from cobro_desktop.services.acuerdos.incumplimiento import (
    DeclararIncumplimiento,
    declarar_incumplimiento,
)
from cobro_desktop.services.acuerdos.otorgamiento import (
    OtorgarAcuerdo,
    otorgar_acuerdo,
)
from cobro_desktop.services.acuerdos.plan import Condiciones
from cobro_desktop.services.acuerdos.solicitud import (
    NegarAcuerdo,
    Propuesta,
    SolicitarAcuerdo,
    negar_acuerdo,
    solicitar_acuerdo,
)
from cobro_desktop.services.anexos import AnexarArchivo, anexar, evidencias
from cobro_desktop.services.anulacion_pagos import AnularPago, anular_pago
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.incidentes.apertura import AbrirIncidente, abrir_incidente
from cobro_desktop.services.incidentes.cierre import CerrarIncidente, cerrar_incidente
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.pasos import abrir_paso, prever
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.reaperturas import Reabrir, reabrir, ver_puertas
from cobro_desktop.services.repartos import Repartir, repartir
from cobro_desktop.services.suspensiones import (
    AbrirSuspension,
    LevantarSuspension,
    abrir_suspension,
    levantables,
    levantar_suspension,
)
from cobro_desktop.services.usuarios import CrearUsuario, contexto_de, crear_usuario
from cobro_desktop.services.workspace import Workspace, open_workspace
from cobro_desktop.storage.rows import (
    ActuacionRow,
    AcuerdoRow,
    ExpedienteRow,
    ImputacionRow,
    IncidenteRow,
    ObligacionRow,
    PagoRow,
    TerminoRow,
)

INICIO = dt.date(2024, 3, 4)
VIVOS = {"ABIERTO", "SUSPENDIDO"}
SIN_MOVER = {"asignacion", "nota", "correccion", "anulacion", "migracion"}
CASOS = 400
CABECERA = "Documento;Nombre;Número acto;Fecha acto;Fecha ejecutoria;Concepto;Valor"
CARTERA = (
    "NIT;RAZÓN SOCIAL;RESOLUCIÓN No.;FECHA RESOLUCIÓN;FECHA EJECUTORIA;CONCEPTO;"
    "VR. CAPITAL"
)
CODIGOS = {
    "PRO-GJU-130-008": ("cartera", CARTERA, "Multa"),
    "PD-GJ-07": ("titulos", CABECERA, "Multa"),
    "PD-GJ-08": ("titulos", CABECERA, "Multa disciplinaria"),
    "RJPD06": ("titulos", CABECERA, "Multa"),
    "PA02-PR19": ("titulos", CABECERA, "Multa"),
}
"""Procedure → format of its file, its columns and what its debts are."""


def oficina(folder: Path, codigo: str) -> Workspace:
    """Open a base with two people who may do everything, and many equal cases."""
    workspace = open_workspace(folder / "datos", None)
    admin = contexto_de(workspace, usuario=None, hoy=INICIO)
    for login in ("ana", "luis"):
        crear_usuario(CrearUsuario(login, login.title(), tuple(Rol)), workspace, admin)
    formato, columnas, concepto = CODIGOS[codigo]
    rows = [
        f"860002964;DEUDORA DE PRUEBA S.A.S.;R-{n};05/01/2024;05/02/2024;{concepto};"
        "1.000.000"
        for n in range(CASOS)
    ]
    file = folder / "casos.csv"
    file.write_text("\n".join([columnas, *rows]) + "\n", encoding="utf-8")
    command = Importar(file, formato, codigo)
    importar(command, workspace, Contexto(INICIO, "ana", "paseo"), SilentProgress())
    return workspace


class Paseante:
    """One case and the day on which it is worked."""

    def __init__(self, workspace: Workspace, titulo: str, folder: Path) -> None:
        self.workspace = workspace
        self.hoy = INICIO
        self.papel = folder / "papel.pdf"
        self.papel.write_bytes(b"%PDF-1.4 papel de prueba\n")
        with workspace.base.read() as session:
            self.id = session.scalars(
                select(ExpedienteRow.id).where(ExpedienteRow.titulo == titulo)
            ).one()
        self.pagos = 0
        self.lotes: list[int] = []
        self.hecho: list[str] = []
        """What was done so far, for whoever reads a failure."""

    @property
    def contexto(self) -> Contexto:
        return Contexto(self.hoy, "ana", "paseo")

    @property
    def caso(self) -> ExpedienteRow:
        with self.workspace.base.read() as session:
            return session.get_one(ExpedienteRow, self.id)

    @property
    def vivo(self) -> bool:
        return self.caso.estado in VIVOS

    def intenta(self, que: str, accion: Callable[[], Changes]) -> Changes | None:
        """Do something; a refusal must have a sentence and leave nothing behind."""
        before = self._huella()
        try:
            done = accion()
        except UserError as error:
            refusal = error.mensaje.strip()
        else:
            self.hecho.append(f"{self.hoy} {que}: {done.resumen[:110]}")
            return done
        self.hecho.append(f"{self.hoy} {que}: no ({refusal[:110]})")
        assert refusal.endswith((".", ":", "?", "…")), self._cuento(refusal)
        assert self._huella() == before, self._cuento("refused, yet it wrote")
        return None

    # What a person does.

    def salidas(self) -> list[str]:
        paso = abrir_paso(self.workspace, self.contexto, self.id)
        return [s.resultado for s in paso.salidas]

    def cierra(self, resultado: str, *, con_papeles: bool) -> Changes | None:
        paso = abrir_paso(self.workspace, self.contexto, self.id)
        answers = respuestas(paso.actividad, self.hoy)
        if con_papeles:
            self._archiva(paso.actividad, resultado, answers)
        reason = "Se pasa con este motivo en la prueba."
        command = CerrarActividad(self.id, resultado, self.hoy, answers, forzar=reason)
        que = f"cierra {paso.actividad.id} con {resultado}"
        return self.intenta(
            que, lambda: cerrar_actividad(command, self.workspace, self.contexto)
        )

    def _archiva(
        self, actividad: Actividad, resultado: str, answers: dict[str, str]
    ) -> None:
        cierre = Cierre(actividad.id, resultado, answers)
        found = prever(self.workspace, self.id, cierre, self.hoy)
        for falta in found.evaluacion.faltan:
            if falta.clase is Clase.EVIDENCIA:
                command = AnexarArchivo(self.id, self.papel, falta.ids[0])
                self.intenta(
                    f"anexa {falta.ids[0]}",
                    lambda command=command: anexar(  # type: ignore[misc]
                        command, self.workspace, self.contexto
                    ),
                )

    def paga(self, parte: int) -> None:
        """Pay a share in hundredths of what is owed."""
        self.pagos += 1
        valor = max(self.caso.saldo * parte // 100 // 100 * 100, 100)
        command = RegistrarPago(self.id, self.hoy, valor, f"P-{self.id}-{self.pagos}")
        self.intenta(
            f"paga {valor}",
            lambda: registrar_pago(command, self.workspace, self.contexto),
        )

    def anula_pago(self) -> None:
        with self.workspace.base.read() as session:
            last = session.scalar(
                select(func.max(PagoRow.id)).where(
                    PagoRow.expediente_id == self.id, PagoRow.estado != "anulado"
                )
            )
        if last:
            command = AnularPago(last, "Lo consignó otra persona.")
            self.intenta(
                "anula el pago",
                lambda: anular_pago(command, self.workspace, self.contexto),
            )

    def notifica(self, medio: Medio, *, efectiva: bool) -> None:
        command = Notificar(
            self.id,
            "mandamiento",
            medio,
            efectiva=self.hoy if efectiva else None,
            guia="RA123",
            causa="" if efectiva else "Dirección errada",
            motivo="Se registra así en la prueba.",
        )
        self.intenta(
            f"notifica por {medio}",
            lambda: notificar(command, self.workspace, self.contexto),
        )

    def pide_acuerdo(self) -> None:
        command = SolicitarAcuerdo(self.id, self.hoy, Propuesta(6))
        self.intenta(
            "pide acuerdo",
            lambda: solicitar_acuerdo(command, self.workspace, self.contexto),
        )

    def decide_acuerdo(self, que: str) -> None:
        why = "Motivo de la prueba."
        orders: dict[str, Callable[[], Changes]] = {
            "otorga": lambda: otorgar_acuerdo(
                OtorgarAcuerdo(self.id, Condiciones(self.hoy, 6), motivo=why),
                self.workspace,
                self.contexto,
            ),
            "niega": lambda: negar_acuerdo(
                NegarAcuerdo(self.id, self.hoy, why), self.workspace, self.contexto
            ),
            "incumple": lambda: declarar_incumplimiento(
                DeclararIncumplimiento(self.id, self.hoy),
                self.workspace,
                self.contexto,
            ),
            "cumple": lambda: cumplir_acuerdo(
                CumplirAcuerdo(self.id, self.hoy), self.workspace, self.contexto
            ),
            "anula": lambda: anular_acuerdo(
                AnularAcuerdo(self.id, self.hoy, why), self.workspace, self.contexto
            ),
        }
        self.intenta(f"acuerdo: {que}", orders[que])

    def abre_incidente(self, tipo: str) -> None:
        kind = load_incidentes()[tipo]
        answers = {c.nombre: _respuesta(c, self.hoy) for c in kind.campos}
        limit = self.hoy + dt.timedelta(days=20) if kind.pide_limite else None
        command = AbrirIncidente(
            expediente_id=self.id,
            tipo=tipo,
            fecha=self.hoy,
            respuestas=answers,
            limite=limit,
        )
        self.intenta(
            f"abre {tipo}",
            lambda: abrir_incidente(command, self.workspace, self.contexto),
        )

    def cierra_incidente(self, cual: int) -> None:
        with self.workspace.base.read() as session:
            found = session.execute(
                select(IncidenteRow.id, IncidenteRow.tipo)
                .where(
                    IncidenteRow.expediente_id == self.id,
                    IncidenteRow.estado == "abierto",
                )
                .order_by(IncidenteRow.id)
            ).first()
        if found:
            outcomes = load_incidentes()[found.tipo].resultados
            outcome = outcomes[cual % len(outcomes)].id
            command = CerrarIncidente(
                incidente_id=found.id,
                resultado=outcome,
                fecha=self.hoy,
                forzar="Sin el documento, en la prueba.",
            )
            self.intenta(
                f"cierra {found.tipo}: {outcome}",
                lambda: cerrar_incidente(command, self.workspace, self.contexto),
            )

    def suspende(self, *, dias: int) -> None:
        until = self.hoy + dt.timedelta(days=dias) if dias else None
        command = AbrirSuspension(
            expediente_id=self.id,
            causa="Auto que suspende",
            desde=self.hoy,
            hasta=until,
            norma="Ley de prueba",
            terminos=True,
            prescripcion=True,
        )
        self.intenta(
            "suspende", lambda: abrir_suspension(command, self.workspace, self.contexto)
        )

    def reanuda(self) -> None:
        open_ones = levantables(self.workspace, self.id, self.hoy)
        if open_ones:
            command = LevantarSuspension(
                expediente_id=self.id,
                fecha=self.hoy,
                suspension_id=open_ones[0].id,
                motivo="Se levanta en la prueba.",
            )
            self.intenta(
                "reanuda",
                lambda: levantar_suspension(command, self.workspace, self.contexto),
            )

    def reasigna(self, login: str) -> None:
        command = Asignar(self.id, login, "Cambia de manos en la prueba.")
        self.intenta(
            f"asigna a {login}",
            lambda: asignar(command, self.workspace, self.contexto),
        )

    def reparte(self) -> None:
        command = Repartir((self.id,), ("ana", "luis"), "Se equilibra en la prueba.")
        done = self.intenta(
            "reparte",
            lambda: repartir(command, self.workspace, self.contexto, SilentProgress()),
        )
        if done is not None:
            lotes = done.datos["lotes"]
            assert isinstance(lotes, list)
            self.lotes += lotes

    def deshace(self) -> None:
        if self.lotes:
            command = DeshacerLote(self.lotes.pop())
            self.intenta(
                "deshace el reparto",
                lambda: deshacer_lote(command, self.workspace, self.contexto),
            )

    def reabre(self, cual: int) -> None:
        doors = ver_puertas(self.workspace, self.id).puertas
        if doors:
            door = doors[cual % len(doors)]
            command = Reabrir(
                self.id, door.resultado, self.hoy, "Lo ordenó un acto.", self.papel
            )
            self.intenta(
                f"reabre por {door.resultado}",
                lambda: reabrir(command, self.workspace, self.contexto),
            )

    # What must hold, always.

    def revisar(self) -> None:
        self._lugar()
        self._terminos()
        self._dinero()
        self._fechas()
        if self.vivo:
            self._sigue()

    def _lugar(self) -> None:
        row = self.caso
        with self.workspace.base.read() as session:
            procedimiento = self.workspace.procedimiento(session, row.procedimiento_id)
        activity = procedimiento.actividades[row.actividad]
        assert activity.etapa == row.etapa, self._cuento("etapa")
        assert set(row.regreso) <= set(procedimiento.actividades)
        ends = {str(fin) for fin in _fines(procedimiento)} | {"ACUMULADO"}
        assert row.estado in VIVOS | ends, self._cuento(row.estado)

    def _terminos(self) -> None:
        row = self.caso
        with self.workspace.base.read() as session:
            terms = session.scalars(
                select(TerminoRow).where(
                    TerminoRow.expediente_id == self.id, TerminoRow.estado == "abierto"
                )
            ).all()
            incidents = set(
                session.scalars(
                    select(IncidenteRow.id).where(
                        IncidenteRow.expediente_id == self.id,
                        IncidenteRow.estado == "abierto",
                    )
                )
            )
            agreed = session.scalar(
                select(AcuerdoRow.id).where(
                    AcuerdoRow.expediente_id == self.id,
                    AcuerdoRow.estado.in_(["solicitado", "vigente"]),
                )
            )
        if row.estado not in VIVOS:
            assert not terms, self._cuento("a term outlives its case")
            assert row.vence_proximo is None
            return
        for term in terms:
            where = term.actividad
            if where.startswith("incidente"):
                number = where.rpartition(":")[2] or where.rpartition("-")[2]
                assert incidents, self._cuento(f"term of no incident: {number}")
            elif where == "acuerdo":
                assert agreed, self._cuento("an instalment of no agreement")
            else:
                assert where == row.actividad, self._cuento(f"lost term of {where}")
        assert len({t.actividad for t in terms if t.actividad == row.actividad}) <= 1

    def _dinero(self) -> None:
        with self.workspace.base.read() as session:
            debts = session.scalars(
                select(ObligacionRow).where(ObligacionRow.expediente_id == self.id)
            ).all()
            for debt in debts:
                paid = session.scalar(
                    select(func.coalesce(func.sum(ImputacionRow.capital), 0))
                    .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
                    .where(
                        ImputacionRow.obligacion_id == debt.id,
                        PagoRow.estado != "anulado",
                    )
                )
                left = debt.capital - debt.abono_historico - int(paid or 0)
                assert debt.saldo_capital == left >= 0, self._cuento("saldo")
            assert self.caso.saldo == sum(d.saldo_capital for d in debts)

    def _fechas(self) -> None:
        with self.workspace.base.read() as session:
            days = session.scalars(
                select(ActuacionRow.fecha)
                .where(
                    ActuacionRow.expediente_id == self.id,
                    ActuacionRow.tipo.in_(["recepcion", "cierre_actividad"]),
                )
                .order_by(ActuacionRow.id)
            ).all()
        assert list(days) == sorted(days), self._cuento("dates go back")
        assert all(day <= self.hoy for day in days)

    def _sigue(self) -> None:
        """An open case has an outcome that can be taken, or waits for a day."""
        paso = abrir_paso(self.workspace, self.contexto, self.id)
        answers = respuestas(paso.actividad, self.hoy)
        for salida in paso.salidas:
            cierre = Cierre(paso.actividad.id, salida.resultado, answers)
            faltan = prever(self.workspace, self.id, cierre, self.hoy).evaluacion.faltan
            firmes = {p.ids[0] for p in faltan if not p.salvable}
            # An archive waits for the payment or for the act that ends the debt,
            # which may be attached; an auction, for the suit to be decided.
            if firmes <= {"archivo_con_causa", "sin_demanda_pendiente"}:
                assert ACTO_CAUSA in evidencias(paso.procedimiento)
                return
        assert self.caso.vence_proximo is not None, self._cuento("dead end")

    def _huella(self) -> tuple[object, ...]:
        ficha = consultas.ficha(self.workspace, self.id)
        return (
            ficha.expediente,
            len(ficha.actuaciones),
            ficha.terminos,
            len(ficha.documentos),
            ficha.pagos,
        )

    def _cuento(self, que: str) -> str:
        return "\n".join([que, *self.hecho])


def respuestas(actividad: Actividad, hoy: dt.date) -> dict[str, str]:
    """Answer every question of an activity as a person could."""
    return {campo.nombre: _respuesta(campo, hoy) for campo in actividad.campos}


def _respuesta(campo: Campo, hoy: dt.date) -> str:
    typed: dict[TipoCampo, str] = {
        TipoCampo.FECHA: hoy.isoformat(),
        TipoCampo.HORA: "10:30",
        TipoCampo.DINERO: "1.000",
        TipoCampo.ENTERO: "1",
        TipoCampo.PORCENTAJE: "10",
        TipoCampo.SI_NO: "si",
        TipoCampo.LISTA: ",".join(valor for valor, _ in campo.opciones),
    }
    if campo.tipo is TipoCampo.OPCION:
        return campo.opciones[0][0]
    return typed.get(campo.tipo, "Lo que se escribe en la prueba")


def _fines(procedimiento: object) -> set[object]:
    from cobro_desktop.domain.procedimiento import Procedimiento

    assert isinstance(procedimiento, Procedimiento)
    return {
        s.fin
        for a in procedimiento.actividades.values()
        for s in a.salidas
        if s.fin is not None
    }
