"""Contacts, campaigns and accounts in memory, for tests of their dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.cuentas import Cuentas, Mes, PagoAplicado, PagoDe
from cobro_desktop.services.cuotas_posibles import CuotaPosible, Facilidad
from cobro_ui.actuaciones.ports import ActCase
from cobro_ui.gestiones.ports import (
    CampaignRequest,
    ContactRequest,
    Counter,
    Options,
)

from .fakes import HOY, LONG

OWED = Conceptos(142_350_000, 9_734_400, 0)


class FakeOutreach:
    """One case that owes 1.520.844; remembers what was asked."""

    def __init__(self, *, name: str = LONG, ended: str = "") -> None:
        self.name = name
        self.ended = ended
        self.done: list[object] = []
        self.refusal: UserError | None = None

    def options(self) -> Options:
        return Options(
            (("llamada", "Llamada"), ("visita", "Visita"), ("sms", "Mensaje")),
            (("informado", "Se informó al deudor"), ("promesa", "Prometió pagar")),
            (("cobro", "Cobro"), ("sensibilizacion", "Sensibilización")),
            (("sms", "Mensaje de texto"), ("correo", "Correo electrónico")),
        )

    def case(self, expediente_id: int) -> ActCase:
        numero = f"SVSP-2026-{expediente_id:06d}"
        saldo = OWED.capital
        return ActCase(numero, self.name, "NIT 900.123.456-8", saldo, self.ended)

    def record(self, request: ContactRequest) -> Changes:
        return self._did(request, frozenset({request.expediente_id}))

    def foresee_contact(self, request: ContactRequest) -> Sequence[str]:
        if request.hora < "19:00":
            return []
        return ["Está fuera del horario de contacto (Ley 2300 de 2023)."]

    def foresee(self, request: CampaignRequest) -> Sequence[str]:
        total = len(request.expedientes)
        return [f"Se registró en {total} expedientes: en {total} cuenta como gestión."]

    def campaign(self, request: CampaignRequest) -> Changes:
        return self._did(request, frozenset(request.expedientes))

    def account(self, expediente_id: int, fechas: Sequence[date]) -> Counter:
        if self.refusal is not None:
            raise self.refusal
        known = [PagoDe(day, OWED) for day in fechas[:2]]
        unknown = [PagoDe(day, None) for day in fechas[2:]]
        account = Cuentas(
            expediente_id,
            "SVSP-2026-000001",
            "SVSP",
            self.name,
            HOY,
            (),
            ("ley68",),
            (Mes(HOY, 9_734_400, 0, 0, OWED),),
            (PagoAplicado(HOY, "R1", 10_000_000, 10_000_000, 0, 0),),
            (*known, *unknown),
        )
        plan = (CuotaPosible(3, 52_000_000, 155_000_000),)
        return Counter(
            self.case(expediente_id), account, Facilidad(plan, "Proyección.")
        )

    def write_account(
        self, expediente_id: int, fechas: Sequence[date], destino: Path
    ) -> None:
        self.done.append((expediente_id, tuple(fechas), destino))

    def _did(self, request: object, cases: frozenset[int]) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(request)
        return Changes(cases, resumen="Quedó registrado.")
