"""The bulletin of an institution of 100,000 cases: how long each step takes.

`python -m tests.bench.bdme [CASES]`; three in ten have a payment, one in fifty an
agreement, and one in seven people has more than one case.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from cobro_desktop.services.bdme.informe import PedidoBdme, informe_bdme
from cobro_desktop.services.bdme.registro import (
    ConservarBdme,
    conservar_bdme,
    exportar_bdme,
)
from cobro_desktop.services.bdme.retiros import retiros_pendientes
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.usuarios import contexto_de
from cobro_desktop.services.workspace import Workspace, open_workspace
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    TituloRow,
)

HOY = dt.date(2026, 6, 3)
CORTE = dt.date(2026, 5, 31)
_NOW = dt.datetime(2026, 6, 3, 12, tzinfo=dt.UTC)


def measure(folder: Path, cases: int) -> dict[str, float]:
    """Return the seconds of each step."""
    workspace = open_workspace(folder, None)
    _fill(workspace, cases)
    contexto = contexto_de(workspace, usuario=None, hoy=HOY)
    times: dict[str, float] = {}

    def lap(name: str, started: float) -> None:
        times[name] = time.perf_counter() - started

    started = time.perf_counter()
    found = informe_bdme(workspace, PedidoBdme(CORTE), HOY)
    lap(f"informe ({len(found.reportados)} reportados)", started)
    started = time.perf_counter()
    exportar_bdme(found, folder / "bdme.xlsx", workspace, contexto)
    lap("libro", started)
    started = time.perf_counter()
    conservar_bdme(ConservarBdme(found), workspace, contexto)
    lap("conservar", started)
    started = time.perf_counter()
    retiros_pendientes(workspace, "", HOY)
    lap("retiros", started)
    with workspace.base.read() as session:
        case = session.get_one(ExpedienteRow, 1)
        hechos_de(session, workspace, case, HOY)
        started = time.perf_counter()
        hechos_de(session, workspace, case, HOY)
        lap("hechos de un expediente", started)
    workspace.close()
    return times


def _fill(workspace: Workspace, cases: int) -> None:
    rng = random.Random(20260603)
    with workspace.base.write.begin() as session:
        procedimiento = workspace.instalar(session, "PRO-GJU-130-008")
        entidad, version = procedimiento.entidad_id, procedimiento.id
        people = max(cases * 6 // 7, 1)
        session.execute(
            sa.insert(PersonaRow),
            [
                {"id": n, "tipo_documento": "CC", "numero": f"{10**7 + n}",
                 "nombre": f"DEUDOR {n:06}"}
                for n in range(1, people + 1)
            ],
        )  # fmt: skip
        rows: dict[type, list[dict[str, object]]] = {
            kind: [] for kind in (ExpedienteRow, TituloRow, ObligacionRow, PagoRow)
        }
        extra: dict[type, list[dict[str, object]]] = {ImputacionRow: [], AcuerdoRow: []}
        for n in range(1, cases + 1):
            _case(rng, n, (entidad, version, rng.randint(1, people)), rows, extra)
        for kind, listed in (*rows.items(), *extra.items()):
            session.execute(sa.insert(kind), listed)


def _case(
    rng: random.Random,
    n: int,
    ids: tuple[int, int, int],
    rows: dict[type, list[dict[str, object]]],
    extra: dict[type, list[dict[str, object]]],
) -> None:
    entidad, version, person = ids
    final = dt.date(2023, 1, 1) + dt.timedelta(days=rng.randint(0, 1_150))
    capital = rng.randint(300_000, 12_000_000) * 100
    rows[ExpedienteRow].append(
        {
            "id": n, "entidad_id": entidad, "procedimiento_id": version,
            "numero": f"SVSP-2026-{n:06}", "actividad": "1", "etapa": "persuasivo",
            "estado": "ABIERTO", "situacion": "en_estudio", "recibido": final,
            "actividad_desde": final, "deudor": "D", "deudor_orden": "d",
            "identificacion": "1", "titulo": f"R-{n}", "capital": capital,
            "saldo": capital, "busqueda": "d", "actualizado_en": _NOW, "regreso": [],
        }
    )  # fmt: skip
    rows[TituloRow].append(
        {
            "id": n, "entidad_id": entidad, "expediente_id": n, "persona_id": person,
            "autoridad": "", "numero": f"R-{n}", "fecha": final, "llave": f"{n}",
            "ejecutoria": final, "datos": {},
            "fecha_legal": final.replace(day=1, year=final.year + 5),
        }
    )  # fmt: skip
    rows[ObligacionRow].append(
        {
            "id": n, "titulo_id": n, "expediente_id": n, "concepto": "multa",
            "capital": capital, "saldo_capital": capital, "exigible": final,
            "regimen": "et635" if n % 5 == 0 else "ley68",
        }
    )  # fmt: skip
    if n % 10 < 3:
        rows[PagoRow].append(
            {
                "id": n, "entidad_id": entidad, "expediente_id": n,
                "fecha": dt.date(2026, 5, n % 28 + 1),
                "valor": 10_000_00, "referencia": f"P{n}", "estado": "imputado",
            }
        )  # fmt: skip
        extra[ImputacionRow].append(
            {
                "id": n, "pago_id": n, "obligacion_id": n, "capital": 0, "costas": 0,
                "interes": 10_000_00, "saldo_a_favor": 0, "regla": "ET_804",
            }
        )  # fmt: skip
    if n % 50 == 0:
        extra[AcuerdoRow].append(
            {
                "id": n, "expediente_id": n, "estado": "vigente", "cuotas": 1,
                "solicitado": dt.date(2026, 3, 1), "firma": dt.date(2026, 3, 15),
                "plan": {},
            }
        )  # fmt: skip


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        for step, seconds in measure(Path(place), total).items():
            print(f"{step:<40} {seconds:8.2f} s")
