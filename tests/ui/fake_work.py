"""The work of a small office in memory: for tests and pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cobro_desktop.domain.errors import UserError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.trabajo.acumulacion import (
    Acumulado,
    Candidato,
    DeudorRepetido,
)
from cobro_desktop.services.trabajo.bandejas import (
    EnEstudio,
    Olvido,
    PorEstudiar,
    SinMovimiento,
)
from cobro_desktop.services.trabajo.desvinculacion import Vinculado
from cobro_desktop.services.trabajo.deudor import (
    Deudor360,
    ObligacionDeDeudor,
    Ubicacion,
)
from cobro_desktop.services.trabajo.devoluciones import (
    Devolucion,
    Emisor,
    Estadistica,
)
from cobro_desktop.services.trabajo.oficinas import Oficina
from cobro_desktop.services.trabajo.prioridad import PorQue, Renglon
from cobro_ui.trabajo.ports import (
    Choice,
    DebtorLines,
    NewAddress,
    NewPerson,
    PersonOffices,
)
from tests.ui.fakes import HOY, LONG

FINDINGS = (
    "No se cumple: notificación en debida forma.",
    "El aviso se envió a otra dirección.",
)


def dia(days: int) -> dt.date:
    return HOY - dt.timedelta(days=days)


def _study(number: int, days: int, name: str, who: str) -> EnEstudio:
    found = FINDINGS if number % 2 else ()
    return EnEstudio(
        number, f"SVSP-2026-{number:06}", name, "SVSP", "Grupo de Recursos Financieros",
        "3 · Recibir expediente para iniciación del cobro", who, dia(days), days, found,
        142_350_000,
    )  # fmt: skip


def _debt(number: int, state: str, absorber: str = "") -> ObligacionDeDeudor:
    return ObligacionDeDeudor(
        number, f"SVSP-2026-{number:06}", "SVSP", "PRO-GJU-130-008", "6", "persuasivo",
        state, "principal", absorber, "Marta Peña", f"R-{number}00", "", "Multa", 2024,
        100_000_000, 87_500_000, "VIGENTE", dia(300), dia(300), dia(-1200), dia(-1500),
        dia(-600),
    )  # fmt: skip


class FakeWork:
    """`WorkSource`; remembers what it was asked to do."""

    def __init__(
        self, *, empty: bool = False, problem: UserError | None = None
    ) -> None:
        self.empty = empty
        self.problem = problem
        self.done: list[tuple[object, ...]] = []

    def me(self) -> str:
        return "mpena"

    def study(self, *, mine: bool) -> PorEstudiar:
        if self.problem:
            raise self.problem
        if self.empty:
            return PorEstudiar(0, ())
        rows = (
            _study(1, 74, LONG, "Marta Peña"),
            _study(2, 31, "ÑÁÑEZ SEGURIDAD S.A.S.", ""),
            _study(3, 4, "ESCOLTAS DEL SUR LTDA.", "Luis Ospina"),
        )
        return PorEstudiar(1 if mine else 3, rows[:1] if mine else rows)

    def forgotten(self, days: int) -> SinMovimiento:
        if self.empty:
            return SinMovimiento(days, dia(days), ())
        rows = (
            Olvido(
                "mpena", "Marta Peña", 128, 91_377_403_00, (70, 40, 15, 3), dia(400)
            ),
            Olvido("", "Sin repartir", 12, 8_000_000_00, (12, 0, 0, 0), dia(65)),
        )
        return SinMovimiento(days, dia(days), rows)

    def returns(self) -> Estadistica:
        if self.empty:
            return Estadistica(None, None, (), ())
        cause = "No se notificó en debida forma"
        rows = (
            Devolucion(4, "SVSP-2026-000004", LONG, "SVSP", "Grupo A", dia(12),
                       (cause,), FINDINGS, 50_000_000, None, "DEVUELTO"),
            Devolucion(5, "SVSP-2026-000005", "CUSTODIA DEL LLANO LTDA.", "SVSP",
                       "Grupo A", dia(40), ("Ya estaba pagado",), (), 30_000_000,
                       dia(2), "ABIERTO"),
        )  # fmt: skip
        causes = ((cause, 1), ("Ya estaba pagado", 1))
        sender = Emisor("SVSP", "Grupo A", 9, 2, 80_000_000, causes, 1)
        return Estadistica(None, None, (sender,), causes, rows)

    def export_returns(self, target: Path) -> Changes:
        self.done.append(("excel", target))
        return Changes(resumen=f"Se exportó «{target.name}»: 2 filas.")

    def repeated(self) -> Sequence[DeudorRepetido]:
        if self.empty:
            return ()
        return (
            DeudorRepetido(1, LONG, "NIT 890903938", "SVSP", "PRO-GJU-130-008", 3,
                           150_000_000),
        )  # fmt: skip

    def debtor(self, persona_id: int) -> Deudor360:
        if self.problem:
            raise self.problem
        debts = (
            _debt(1, "ABIERTO"),
            _debt(2, "ACUMULADO", "SVSP-2026-000001"),
            _debt(7, "ARCHIVADO"),
        )
        places = (
            Ubicacion("direccion", "Carrera 9 # 10-11", "Bogotá D.C.",
                      "Cámara de Comercio", dia(20), None, ""),
            Ubicacion("direccion", "Calle 1 # 2-3", "Bogotá D.C.",
                      "Importación cartera.csv", dia(200), dia(20),
                      "cambio de dirección"),
        )  # fmt: skip
        return Deudor360(persona_id, "NIT", "890903938", "8", LONG, debts, places)

    def debtor_of(self, expediente_id: int) -> DebtorLines:
        if self.empty:
            return DebtorLines(1, (), ())
        joined = Acumulado(9, "SVSP-2026-000009", "R-900", 5_000, 50_000_000, dia(9))
        other = Candidato(8, "SVSP-2026-000008", "6", "persuasivo", 40_000_000,
                          misma_etapa=False)  # fmt: skip
        return DebtorLines(expediente_id, (other,), (joined,))

    def find_debtor(self, identificacion: str) -> Deudor360:
        self.done.append(("find", identificacion))
        return self.debtor(1)

    def causes(self) -> Sequence[Choice]:
        return (Choice("cuantia", "Cuantía"), Choice("naturaleza", "Naturaleza"))

    def order_words(self) -> str:
        return "Primero los marcados; después todos por su fecha segura."

    def why(self, uno: int, otro: int) -> PorQue:
        self.done.append(("why", uno, otro))
        lines = (
            Renglon("Marca", "Sin marca", "Sin marca", decide=False),
            Renglon("Fecha segura", "18 mar 2027", "4 may 2028", decide=True),
            Renglon("Saldo de capital", "$ 1.000.000", "$ 2.000.000", decide=False),
            Renglon("Número", "SVSP-2026-000001", "SVSP-2026-000002", decide=False),
        )
        return PorQue("SVSP-2026-000001", "SVSP-2026-000002", lines, "Manual, 11")

    def prioritise(self, ids: Sequence[int], causa: str, motivo: str) -> Changes:
        return self._do("prioritise", tuple(ids), causa, motivo)

    def unmark(self, ids: Sequence[int], motivo: str) -> Changes:
        return self._do("unmark", tuple(ids), motivo)

    def situations(self) -> Sequence[Choice]:
        return (Choice("esperando_tercero", "Esperando a un tercero"),)

    def set_situation(self, ids: Sequence[int], es: str, motivo: str) -> Changes:
        return self._do("situation", tuple(ids), es, motivo)

    def join(self, guest: int, host: int, motivo: str, *, anyway: bool) -> Changes:
        return self._do("join", guest, host, motivo, anyway)

    def part(self, guest: int, motivo: str) -> Changes:
        return self._do("part", guest, motivo)

    def add_address(self, expediente_id: int, address: NewAddress) -> Changes:
        return self._do("address", expediente_id, address)

    def return_causes(self, expediente_id: int) -> Sequence[str]:
        assert expediente_id == 0
        return ("No reside", "Cerrado")

    def close_address(
        self, expediente_id: int, address: NewAddress, causa: str
    ) -> Changes:
        return self._do("close", expediente_id, address, causa)

    def link(self, expediente_id: int, person: NewPerson) -> Changes:
        return self._do("link", expediente_id, person)

    def linked(self, expediente_id: int) -> Sequence[Vinculado]:
        assert expediente_id == 0
        return (
            Vinculado(
                "Ana Lucía Vigía", "CC 52123456", "heredero",
                ("1 notificación (mandamiento-pago, 03/03/2026)",),
            ),
            Vinculado("Pedro Vigía", "CC 79000111", "apoderado", ()),
        )  # fmt: skip

    def unlink(
        self, expediente_id: int, documento: str, rol: str, motivo: str
    ) -> Changes:
        return self._do("unlink", expediente_id, documento, rol, motivo)

    def offices(self) -> Sequence[Oficina]:
        return (
            Oficina(1, "RNEC", "Grupo de Cobros Coactivos (nivel central)", "central",
                    12, ("jef.central",), ()),
            Oficina(2, "RNEC", "Delegación Departamental de Tolima", "delegacion", 341,
                    ("mpena",), ("coo",)),
        )  # fmt: skip

    def people(self) -> Sequence[PersonOffices]:
        return (
            PersonOffices("mpena", "Marta Peña", 2, ()),
            PersonOffices("coo", "Luis Ospina", None, (2,)),
        )

    def create_office(self, nombre: str) -> Changes:
        return self._do("office", nombre)

    def give_offices(
        self, login: str, propia: int | None, otras: Sequence[int]
    ) -> Changes:
        return self._do("give", login, propia, tuple(otras))

    def move(self, ids: Sequence[int], oficina_id: int, causa: str) -> Changes:
        return self._do("move", tuple(ids), oficina_id, causa)

    def _do(self, *what: object) -> Changes:
        if self.problem:
            raise self.problem
        self.done.append(what)
        return Changes(lista=True, resumen="Hecho.")
