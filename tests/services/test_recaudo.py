"""Payments of nobody: candidates, tray, matching by hand (F78)."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.liquidaciones import liquidar_caso
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recaudo.a_favor import (
    AplicarSaldo,
    DevolverSaldo,
    aplicar_saldo,
    devolver_saldo,
    prever_aplicacion,
    saldos_a_favor,
)
from cobro_desktop.services.recaudo.bandeja import Pendiente, pendientes, proponer
from cobro_desktop.services.recaudo.devolver import (
    DevolverABandeja,
    devolver_a_bandeja,
    prever_devolucion,
)
from cobro_desktop.services.recaudo.espera import en_espera, imputar_en_espera
from cobro_desktop.services.recaudo.identificar import (
    AnularPendiente,
    IdentificarPago,
    Parte,
    anular_pendiente,
    identificar_pago,
    prever_identificacion,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoParteRow,
    PagoRow,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

OCTUBRE = {
    "desde": "2026-10-01",
    "hasta": "31/10/2026",
    "resolucion": "1401",
    "fecha_resolucion": "2026-09-30",
    "ibc_consumo_ordinario": "19,20",
    "usura_consumo_ordinario": "28,80 %",
    "fuente": "Página de la Superintendencia Financiera",
    "verificado": "sí",
}
PAGOS = """\
Fecha consignación;Banco;Referencia;NIT;Nombre;Valor consignado;Concepto;Resolución
01/09/2026;Banco A;REF-1;890903938;VIGÍAS;200.000;Multa;R-100
02/09/2026;Banco A;REF-2;860002964;ÑÁÑEZ SEGURIDAD S.A.S.;1.423.500;Sanción;
03/09/2026;Banco B;REF-3;;ANÓNIMO;50.000;;
04/09/2026;Banco B;REF-4;899999061;ESCOLTAS DEL SUR LTDA.;500.000;;R-999
04/09/2026;Banco B;REF-5;899999061;ESCOLTAS DEL SUR LTDA.;500.000;;
"""


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    path = tmp_path / "pagos.csv"
    path.write_text(PAGOS, encoding="utf-8")
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    datos = importar(command, workspace, en_nombre_de("fin"), SilentProgress()).datos
    assert (datos["conciliados"], datos["sin_identificar"]) == (1, 4)
    told = str(datos["avisos"])
    assert "1 pago parece repetido con otra referencia" in told
    assert "fila 6." in told
    again = importar(command, workspace, en_nombre_de("fin"), SilentProgress()).datos
    assert (again["iguales"], again["lote"], again["avisos"]) == (5, None, [])
    return workspace


def de(oficina: Workspace, referencia: str) -> Pendiente:
    return next(p for p in pendientes(oficina) if p.referencia == referencia)


def pago(workspace: Workspace, referencia: str) -> PagoRow:
    with workspace.base.read() as session:
        return session.scalars(
            select(PagoRow).where(PagoRow.referencia == referencia)
        ).one()


def test_what_surely_is_of_a_case_goes_to_it_and_the_rest_waits(
    oficina: Workspace,
) -> None:
    assert pago(oficina, "REF-1").estado == "imputado"
    waiting = pendientes(oficina)
    assert [p.referencia for p in waiting] == ["REF-4", "REF-5", "REF-3", "REF-2"]
    best = de(oficina, "REF-2")
    # By its ID 40, its value 20, its name 10, its concept 5.
    assert (best.mejor, best.puntos) == (expediente_de(oficina, "R-200").numero, 75)
    assert de(oficina, "REF-3").mejor == ""


def test_a_file_in_any_order_leaves_what_payments_one_by_one_would(
    oficina: Workspace, tmp_path: Path
) -> None:
    rng = random.Random(20261)
    owed = {"R-100": "890903938", "R-200": "860002964", "R-300": "899999061"}
    paid = [
        (dt.date(2026, rng.randint(1, 9), rng.randint(1, 28)), title, f"S-{n}",
         rng.choice((90_000, 333_333, 700_001, 1_500_000)))
        for n, title in enumerate(sorted(owed) * 8)
    ]  # fmt: skip
    lines = [f"{d:%d/%m/%Y};{r};{owed[t]};{t};{v}" for d, t, r, v in paid]
    rng.shuffle(lines)
    path = tmp_path / "enredado.csv"
    head = "Fecha;Referencia;NIT;Resolución;Valor"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    before = cuentas(oficina)
    fin = en_nombre_de("fin")

    command = Importar(path, "pagos", "PRO-GJU-130-008")
    datos = importar(command, oficina, fin, SilentProgress()).datos
    assert (datos["conciliados"], datos["nuevas"]) == (24, 24)
    whole = cuentas(oficina)
    deshacer_lote(DeshacerLote(int(str(datos["lote"]))), oficina, en_nombre_de("coo"))
    assert cuentas(oficina) == before
    for day, title, reference, value in sorted(paid, key=lambda p: p[2]):
        order = RegistrarPago(
            expediente_de(oficina, title).id, day, value * 100, reference
        )
        registrar_pago(order, oficina, fin)

    assert cuentas(oficina) == whole
    assert any(part[-1] for part in whole if part[0].startswith("S-")), "some overpaid"


def cuentas(workspace: Workspace) -> list[tuple[Any, ...]]:
    """Return what each payment paid, and what each obligation owes."""
    with workspace.base.read() as session:
        parts = session.execute(
            select(
                PagoRow.referencia,
                ImputacionRow.capital,
                ImputacionRow.interes,
                ImputacionRow.saldo_a_favor,
            )
            .join(ImputacionRow, ImputacionRow.pago_id == PagoRow.id)
            .where(PagoRow.estado != "anulado")
        )
        debts = session.execute(
            select(
                ObligacionRow.estado,
                ObligacionRow.id,
                ObligacionRow.saldo_capital,
                ExpedienteRow.saldo,
            ).join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        )
        return sorted((*map(tuple, parts), *map(tuple, debts)))


def test_payments_that_look_the_same_are_told(oficina: Workspace) -> None:
    assert de(oficina, "REF-4").duplicado.startswith("Misma persona, día y valor")
    assert de(oficina, "REF-2").duplicado == ""


def test_each_candidate_says_which_criteria_it_meets(oficina: Workspace) -> None:
    (found,) = proponer(oficina, de(oficina, "REF-2").id)

    assert dict(found.cumple) == {
        "Pagó un deudor suyo, por su identificación": 40,
        "El valor es el saldo, el capital o una cuota": 20,
        "El nombre de quien pagó es el de un deudor suyo": 10,
        "Es el mismo concepto": 5,
    }
    assert sum(points for _, points in found.cumple) == found.puntos


def test_a_bank_that_writes_all_in_one_cell_is_understood(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "banco.csv"
    path.write_text(
        "Fecha;Referencia;Valor;Descripción\n"
        "07/09/2026;B-1;80.000;PSE NIT 860.002.964 RES R 200 FEB\n"
        "07/09/2026;B-2;80.000;PSE 0000R300 ESCOLTAS DEL SUR\n",
        encoding="utf-8",
    )
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    told = importar(command, oficina, en_nombre_de("fin"), SilentProgress()).datos

    assert (told["conciliados"], told["sin_identificar"]) == (1, 1)
    assert pago(oficina, "B-1").expediente_id == expediente_de(oficina, "R-200").id
    waiting = de(oficina, "B-2")
    assert (waiting.mejor, waiting.puntos) == (
        expediente_de(oficina, "R-300").numero,
        45,
    )


def test_a_payment_that_names_no_number_has_who_owes_that_or_is_named_so(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "banco.csv"
    path.write_text(
        "Fecha;Referencia;Nombre;Valor\n"
        "07/09/2026;N-1;escoltas del sur Ltda.;80.000\n"
        "07/09/2026;N-2;;2.000.000\n"
        "07/09/2026;N-3;Ñañez Seguridad S.A.S.;2.000.000\n",
        encoding="utf-8",
    )
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    told = importar(command, oficina, en_nombre_de("fin"), SilentProgress()).datos

    assert told["conciliados"] == 0
    r200, r300 = (expediente_de(oficina, title).numero for title in ("R-200", "R-300"))
    seen = {
        name: [(p.numero, p.puntos) for p in proponer(oficina, de(oficina, name).id)]
        for name in ("N-1", "N-2", "N-3")
    }
    assert seen == {
        "N-1": [(r300, 10)],
        "N-2": [(r300, 20)],
        "N-3": [(r300, 20), (r200, 10)],
    }


def test_a_case_that_resembles_nothing_is_found_by_its_debtor(
    oficina: Workspace,
) -> None:
    unknown = de(oficina, "REF-3").id
    assert proponer(oficina, unknown) == []

    (named,) = proponer(oficina, unknown, "ñañez")
    assert (named.numero, named.puntos) == (expediente_de(oficina, "R-200").numero, 0)


def test_both_readings_are_seen_before_it_is_applied(oficina: Workspace) -> None:
    case = expediente_de(oficina, "R-200")
    waiting = de(oficina, "REF-3")
    command = IdentificarPago(waiting.id, (Parte(case.id, waiting.valor),))

    (seen,) = prever_identificacion(command, oficina)

    assert seen.vigente is Imputacion.ET_804
    proportional = seen.lecturas[Imputacion.ET_804].paga
    interest_first = seen.lecturas[Imputacion.CC_1653].paga
    assert proportional.total == interest_first.total == 5_000_000
    assert interest_first.intereses == 5_000_000, "there is more interest than that"
    assert 0 < proportional.intereses < 5_000_000
    assert pago(oficina, "REF-3").estado == "sin_identificar", "nothing was written"


def test_a_payment_is_given_to_its_case_by_hand(oficina: Workspace) -> None:
    case = expediente_de(oficina, "R-200")
    waiting = de(oficina, "REF-2")
    command = IdentificarPago(
        waiting.id, (Parte(case.id, waiting.valor),), "Lo dijo el banco"
    )
    changes = identificar_pago(command, oficina, en_nombre_de("fin"))

    assert changes.expedientes == {case.id}
    row = pago(oficina, "REF-2")
    assert (row.estado, row.expediente_id) == ("imputado", case.id)
    with oficina.base.read() as session:
        acts = session.scalars(
            select(ActuacionRow.texto).where(ActuacionRow.expediente_id == case.id)
        ).all()
        paid = session.scalars(
            select(ImputacionRow).where(ImputacionRow.pago_id == row.id)
        ).one()
    assert any("Se identificó a mano: Lo dijo el banco." in text for text in acts)
    assert paid.capital + paid.interes == 142_350_000
    with pytest.raises(ConflictError, match="ya no está por identificar"):
        identificar_pago(command, oficina, en_nombre_de("fin"))


def test_one_payment_of_several_cases_is_parted(oficina: Workspace) -> None:
    first, second = (expediente_de(oficina, t) for t in ("R-100", "R-300"))
    waiting = de(oficina, "REF-4")
    parts = (Parte(first.id, 30_000_000), Parte(second.id, 20_000_000))
    identificar_pago(IdentificarPago(waiting.id, parts), oficina, en_nombre_de("fin"))

    with oficina.base.read() as session:
        origin = session.get_one(PagoRow, waiting.id)
        rows = session.scalars(
            select(PagoRow)
            .join(PagoParteRow, PagoParteRow.pago_id == PagoRow.id)
            .where(PagoParteRow.origen_id == origin.id)
            .order_by(PagoRow.id)
        ).all()
    assert (origin.estado, origin.expediente_id) == ("repartido", None)
    assert [(r.expediente_id, r.valor) for r in rows] == [
        (first.id, 30_000_000),
        (second.id, 20_000_000),
    ]
    assert "REF-4" not in {p.referencia for p in pendientes(oficina)}


def test_what_exceeds_the_debt_stays_in_favour(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "grande.csv"
    path.write_text(
        "Fecha;Referencia;Valor\n05/09/2026;REF-9;90.000.000\n", encoding="utf-8"
    )
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    importar(command, oficina, en_nombre_de("fin"), SilentProgress())
    case, waiting = expediente_de(oficina, "R-100"), de(oficina, "REF-9")
    identificar_pago(
        IdentificarPago(waiting.id, (Parte(case.id, waiting.valor),)),
        oficina,
        en_nombre_de("fin"),
    )

    with oficina.base.read() as session:
        part = session.scalars(
            select(ImputacionRow).where(ImputacionRow.pago_id == waiting.id)
        ).one()
    assert part.saldo_a_favor > 0
    whole = part.capital + part.interes + part.costas + part.saldo_a_favor
    assert whole == 9_000_000_000
    assert expediente_de(oficina, "R-100").saldo == 0


def test_the_obligation_that_a_person_chose_is_paid_first(oficina: Workspace) -> None:
    case = expediente_de(oficina, "R-300")
    with oficina.base.write.begin() as session:
        old = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == case.id)
        ).one()
        new = ObligacionRow(
            titulo_id=old.titulo_id,
            expediente_id=case.id,
            concepto=old.concepto,
            vigencia=2026,
            capital=100_000_000,
            saldo_capital=100_000_000,
            regimen=old.regimen,
            exigible=old.exigible.replace(year=2026),
        )
        session.add(new)
        session.flush()
        chosen = new.id
    waiting = de(oficina, "REF-5")
    parts = (Parte(case.id, waiting.valor, (chosen,)),)
    identificar_pago(IdentificarPago(waiting.id, parts), oficina, en_nombre_de("fin"))

    with oficina.base.read() as session:
        paid = session.scalars(
            select(ImputacionRow.obligacion_id).where(
                ImputacionRow.pago_id == waiting.id
            )
        ).all()
    assert paid == [chosen]


@pytest.mark.parametrize(
    ("values", "message"),
    [((40_000_000,), "suman"), ((), "Diga de qué expediente"), ((0,), "Diga de qué")],
)
def test_parts_that_do_not_add_up_are_refused(
    oficina: Workspace, values: tuple[int, ...], message: str
) -> None:
    case = expediente_de(oficina, "R-300")
    parts = tuple(Parte(case.id, value) for value in values)
    command = IdentificarPago(de(oficina, "REF-4").id, parts)

    with pytest.raises(InvalidDataError, match=message):
        identificar_pago(command, oficina, en_nombre_de("fin"))


def test_a_payment_of_nobody_is_annulled_with_its_reason(oficina: Workspace) -> None:
    waiting = de(oficina, "REF-3")
    with pytest.raises(InvalidDataError, match="por qué"):
        anular_pendiente(AnularPendiente(waiting.id, " "), oficina, en_nombre_de("fin"))
    command = AnularPendiente(waiting.id, "Es de otra entidad")
    with pytest.raises(NotAllowedError):
        anular_pendiente(command, oficina, en_nombre_de("aux"))

    anular_pendiente(command, oficina, en_nombre_de("fin"))

    row = pago(oficina, "REF-3")
    assert (row.estado, row.motivo) == ("anulado", "Es de otra entidad")
    with pytest.raises(NotFoundError, match="no está por identificar"):
        proponer(oficina, waiting.id)


def test_payments_without_reference_come_in_once_each(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "sin referencia.csv"
    path.write_text(
        "Fecha;NIT;Nombre;Valor;Detalle\n"
        "01/09/2026;899999061;ESCOLTAS DEL SUR;90.000;mañana\n"
        "01/09/2026;899999061;ESCOLTAS DEL SUR;90.000;tarde\n"
        "01/09/2026;;ANÓNIMO;90.000;\n"
        "01/09/2026;;;90.000;ventanilla\n",
        encoding="utf-8",
    )

    command = Importar(path, "pagos", "PRO-GJU-130-008")
    for fates in ((4, 0), (0, 4)):
        datos = importar(command, oficina, en_nombre_de("fin"), SilentProgress()).datos
        assert (datos["nuevas"], datos["iguales"]) == fates
    assert {p.referencia for p in pendientes(oficina)} >= {
        "Sin referencia 899999061",
        "Sin referencia 899999061 (2)",
        "Sin referencia ANÓNIMO",
        "Sin referencia",
    }


def paga_de_mas(oficina: Workspace, tmp_path: Path) -> tuple[PagoRow, int]:
    """Pay R-200 twice, and give its debtor a second case; return the second payment."""
    from tests.services.oficina import ROWS

    head = ROWS.splitlines()[0]
    row = (
        "860002964-4;ÑÁÑEZ SEGURIDAD S.A.S.;Carrera 7 # 8-9;Cali;b@ejemplo.test;"
        "Sanción;R-400;01/08/2025;10/08/2025;01/09/2025;2025;3.000.000"
    )
    path = tmp_path / "otra.csv"
    path.write_text(f"{head}\n{row}", encoding="utf-8")
    fin = en_nombre_de("fin")
    importar(
        Importar(path, "cartera", "PRO-GJU-130-008"), oficina, fin, SilentProgress()
    )
    case = expediente_de(oficina, "R-200").id
    # On 31 August 2025 it owed 1.423.500 and 86.112 of interest (RULES T-1a.2).
    for reference in ("D-1", "D-2"):
        order = RegistrarPago(case, dt.date(2025, 8, 31), 150_961_200, reference)
        registrar_pago(order, oficina, fin)
    return pago(oficina, "D-2"), expediente_de(oficina, "R-400").id


def test_what_was_paid_over_pays_another_case_or_is_given_back(
    oficina: Workspace, tmp_path: Path
) -> None:
    second, other = paga_de_mas(oficina, tmp_path)
    fin = en_nombre_de("fin")
    [found] = saldos_a_favor(oficina)
    assert (found.pago_id, found.saldo) == (second.id, 150_961_200)
    stranger = expediente_de(oficina, "R-300").id
    with pytest.raises(InvalidDataError, match="es de otro deudor"):
        prever_aplicacion(AplicarSaldo(second.id, stranger), oficina)
    with pytest.raises(InvalidDataError, match=r"a favor \$ 1\.509\.612"):
        aplicar_saldo(AplicarSaldo(second.id, other, 150_961_201), oficina, fin)

    order = AplicarSaldo(second.id, other, 100_000_000, "Resolución 15 de 2026")
    seen = prever_aplicacion(order, oficina)
    done = aplicar_saldo(order, oficina, fin)

    # It came in on the day before R-400 could earn interest: all of it is capital.
    assert seen.lecturas[seen.vigente].paga.capital == 100_000_000
    assert done.datos["saldo_capital"] == 2_000_000
    devolver_saldo(DevolverSaldo(second.id, "Resolución 16 de 2026"), oficina, fin)
    assert saldos_a_favor(oficina) == []
    with oficina.base.read() as session:
        rows = session.scalars(
            select(PagoRow).where(PagoRow.referencia.startswith("D-2"))
        ).all()
    told = {(r.referencia, r.estado, r.valor) for r in rows}
    assert told == {
        ("D-2", "repartido", 150_961_200),
        ("D-2 (saldo a favor 1)", "imputado", 100_000_000),
        ("D-2 (saldo a favor 2)", "anulado", 50_961_200),
    }
    assert expediente_de(oficina, "R-200").saldo == 0, "the first one paid it"
    with pytest.raises(NotFoundError, match="no tiene saldo a favor"):
        devolver_saldo(DevolverSaldo(second.id, "Otra"), oficina, fin)


def test_a_payment_that_was_not_of_its_case_waits_again(oficina: Workspace) -> None:
    before = expediente_de(oficina, "R-100").capital
    wrong = pago(oficina, "REF-1")
    order = DevolverABandeja(wrong.id, "La consignó otra empresa")
    seen = prever_devolucion(order, oficina, en_nombre_de("fin"))
    assert any("$ 1.000.000 ahora" in text for text in seen.frases())

    done = devolver_a_bandeja(order, oficina, en_nombre_de("fin"))

    waiting = de(oficina, "REF-1")
    assert waiting.id == done.datos["pago"]
    assert (waiting.valor, waiting.archivo) == (wrong.valor, "pagos.csv")
    assert expediente_de(oficina, "R-100").saldo == before
    case = expediente_de(oficina, "R-100").id
    again = IdentificarPago(waiting.id, (Parte(case, waiting.valor),))
    identificar_pago(again, oficina, en_nombre_de("fin"))
    assert expediente_de(oficina, "R-100").saldo < before


def test_what_waited_for_a_rate_is_imputed_once_it_is_loaded(
    oficina: Workspace, tmp_path: Path
) -> None:
    later = en_nombre_de("fin", dt.date(2026, 11, 10))
    path = tmp_path / "octubre.csv"
    path.write_text(
        "Fecha;Referencia;NIT;Resolución;Valor\n"
        "31/10/2026;OCT-1;899999061;R-300;500.000\n"
        "01/09/2025;OCT-2;899999061;R-300;100.000\n",
        encoding="utf-8",
    )
    command = Importar(path, "pagos", "PRO-GJU-130-008")
    told = importar(command, oficina, later, SilentProgress()).datos["avisos"]
    assert isinstance(told, list)
    assert told[0].startswith("1 pago es anterior al título de su expediente: fila 3.")
    assert "1 pago quedó en su expediente sin imputar." in told[1]
    assert "tasa de interés de octubre de 2026" in told[1]
    assert en_espera(oficina) == (1, 50_000_000)
    waited = imputar_en_espera(oficina, later, SilentProgress())
    assert (waited.datos["imputados"], waited.datos["esperan"]) == (0, 1)

    october = CargarValor("tasas_interes", OCTUBRE)
    cargar_valor(october, oficina, en_nombre_de("coo", dt.date(2026, 11, 10)))
    done = imputar_en_espera(oficina, later, SilentProgress())

    assert done.resumen == "Se imputó 1 pago que esperaba."
    assert en_espera(oficina).pagos == 0
    case = expediente_de(oficina, "R-300").id
    owed = liquidar_caso(oficina, case, dt.date(2026, 10, 31)).obligaciones[0]
    assert [a.abono.valor for a in owed.liquidacion.abonos] == [10_000_000, 50_000_000]
    with oficina.base.read() as session:
        split = session.scalars(
            select(ImputacionRow).where(ImputacionRow.pago_id == pago(oficina,
                                                                     "OCT-1").id)
        ).one()  # fmt: skip
    assert split.capital + split.interes == 50_000_000
    assert split.capital == owed.liquidacion.abonos[-1].pagado.capital
