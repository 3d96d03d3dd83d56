"""Goods, measures and deposits, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.bienes.depositos import (
    ConstituirDeposito,
    DisponerDeposito,
    FraccionarDeposito,
    constituir_deposito,
    disponer_deposito,
    fraccionar_deposito,
)
from cobro_desktop.services.bienes.investigacion import (
    Consultar,
    RegistrarBien,
    Responder,
    consultar,
    registrar_bien,
    responder,
)
from cobro_desktop.services.bienes.lectura import bienes_en_json, pagaron_y_siguen
from cobro_desktop.services.bienes.medidas import (
    ActualizarMedida,
    DecretarMedida,
    actualizar_medida,
    decretar_medida,
)
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

CORTE = dt.date(2025, 8, 31)
"""R-200 owes 1,423,500 and 86,112 of interest then (RULES T-1a.2)."""
HOY = dt.date(2026, 9, 30)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def caso(workspace: Workspace) -> ExpedienteRow:
    return expediente_de(workspace, "R-200")


def decreta(workspace: Workspace, **otros: Any) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "tipo": "embargo_cuentas",
        "destinatario": "Banco de Bogotá",
        "fecha": CORTE,
        **otros,
    }
    command = DecretarMedida(expediente_id=caso(workspace).id, **settings)
    return decretar_medida(command, workspace, en_nombre_de("jef", HOY)).datos


def actualiza(workspace: Workspace, medida: int, estado: str, **otros: Any) -> None:
    settings: dict[str, Any] = {"fecha": HOY, **otros}
    command = ActualizarMedida(medida_id=medida, estado=estado, **settings)
    actualizar_medida(command, workspace, en_nombre_de("pro", HOY))


def titulo(workspace: Workspace, numero: str, valor: int) -> int:
    command = ConstituirDeposito(
        expediente_id=caso(workspace).id,
        numero=numero,
        fecha=CORTE,
        valor=valor * 100,
    )
    done = constituir_deposito(command, workspace, en_nombre_de("pro", HOY))
    return int(str(done.datos["deposito"]))


def en_vigor(workspace: Workspace) -> int:
    with workspace.base.read() as session:
        facts = hechos_de(session, workspace, caso(workspace), HOY)
    return facts.medidas_vigentes


def test_a_measure_takes_what_the_law_lets_take_that_day(workspace: Workspace) -> None:
    done = decreta(workspace)

    (measure,) = bienes_en_json(workspace, caso(workspace).id)["medidas"]
    # 2 × (1 423 500 + 86 112), ET 838.
    assert measure["limite"] == 3_019_224
    assert any("$ 3.019.224" in text for text in done["efectos"])
    assert any("Medida previa" in text for text in done["efectos"])
    assert en_vigor(workspace) == 1


def test_more_than_the_limit_needs_a_reason_that_stays(workspace: Workspace) -> None:
    above = 3_019_225 * 100
    with pytest.raises(NotAllowedError, match=r"3\.019\.224"):
        decreta(workspace, limite=above)
    assert en_vigor(workspace) == 0

    decreta(workspace, limite=above, forzar="Hay costas por liquidar")

    assert en_vigor(workspace) == 1


def test_an_asset_is_embargoed_and_set_free_with_its_measure(
    workspace: Workspace,
) -> None:
    command = RegistrarBien(
        expediente_id=caso(workspace).id,
        clase="vehiculo",
        descripcion="Camioneta 2019",
        fecha=CORTE,
        identificacion="ABC123",
        fuente="RUNT",
    )
    done = registrar_bien(command, workspace, en_nombre_de("pro", HOY)).datos
    bien = int(str(done["bien"]))
    measure = decreta(workspace, tipo="embargo_bien", bien_id=bien)["medida"]
    actualiza(workspace, measure, "registrada")

    def state() -> object:
        (asset,) = bienes_en_json(workspace, caso(workspace).id)["bienes"]
        return asset["estado"]

    assert state() == "embargado"
    with pytest.raises(InvalidDataError, match="por qué se levanta"):
        actualiza(workspace, measure, "levantada")
    actualiza(workspace, measure, "levantada", texto="Pago total")
    assert state() == "liberado"
    assert en_vigor(workspace) == 0
    with pytest.raises(ConflictError, match="ya está levantada"):
        actualiza(workspace, measure, "comunicada")


def test_who_paid_and_is_still_embargoed_is_listed_until_it_is_lifted(
    workspace: Workspace,
) -> None:
    measure = decreta(workspace)["medida"]
    assert pagaron_y_siguen(workspace) == []
    pago = RegistrarPago(caso(workspace).id, CORTE, 1_509_612 * 100, "PSE-1")
    registrar_pago(pago, workspace, en_nombre_de("fin", HOY))

    (held,) = pagaron_y_siguen(workspace)

    assert (held.numero, held.medida_id) == (caso(workspace).numero, measure)
    actualiza(workspace, measure, "levantada", texto="Pago total")
    assert pagaron_y_siguen(workspace) == []


def test_answers_and_silence_of_those_who_were_asked(workspace: Workspace) -> None:
    pro = en_nombre_de("pro", HOY)
    command = Consultar(
        expediente_id=caso(workspace).id,
        destinatarios=("Banco de Bogotá", "Cámara de Comercio"),
        fecha=dt.date(2026, 3, 16),
        dias=15,
    )
    asked: Any = consultar(command, workspace, pro).datos["consultas"]
    bank, chamber = asked
    rows = bienes_en_json(workspace, caso(workspace).id)["consultas"]
    assert [row["vence"] for row in rows] == ["2026-04-09"] * 2

    answer = Responder(consulta_id=bank, resultado="sin_bienes", fecha=HOY)
    responder(answer, workspace, pro)
    with pytest.raises(ConflictError, match="ya había respondido"):
        responder(answer, workspace, pro)
    early = en_nombre_de("pro", dt.date(2026, 4, 9))
    silence = Responder(
        consulta_id=chamber, resultado="silencio", fecha=dt.date(2026, 4, 9)
    )
    with pytest.raises(InvalidDataError, match="Todavía no vence"):
        responder(silence, workspace, early)
    responder(silence, workspace, pro)

    rows = bienes_en_json(workspace, caso(workspace).id)["consultas"]
    assert {row["resultado"] for row in rows} == {"sin_bienes", "silencio"}


def test_embargoed_money_is_applied_as_a_payment_only_when_the_order_is_firm(
    workspace: Workspace,
) -> None:
    deposit = titulo(workspace, "400100001", 1_000_000)
    jef = en_nombre_de("jef", HOY)
    apply = DisponerDeposito(deposito_id=deposit, destino="aplicado", fecha=CORTE)
    with pytest.raises(NotAllowedError, match="la liquidación del crédito"):
        disponer_deposito(apply, workspace, jef)
    with pytest.raises(ConflictError, match="400100001 ya está en el expediente"):
        titulo(workspace, "400100001", 5_000)

    allowed = DisponerDeposito(
        deposito_id=deposit,
        destino="aplicado",
        fecha=CORTE,
        motivo="El deudor autorizó el abono por escrito",
    )
    disponer_deposito(allowed, workspace, jef)

    # 1 000 000 × 1 423 500 / 1 509 612 = 942 957.5…; largest remainder → 942 958.
    assert caso(workspace).saldo == (1_423_500 - 942_958) * 100
    with pytest.raises(ConflictError, match="ya está aplicado"):
        disponer_deposito(allowed, workspace, jef)


def test_a_title_is_split_in_parts_that_add_up(workspace: Workspace) -> None:
    deposit = titulo(workspace, "400100002", 1_000_000)
    jef = en_nombre_de("jef", HOY)
    wrong = FraccionarDeposito(
        deposito_id=deposit, fecha=HOY, valores=(60_000_000, 30_000_000)
    )
    with pytest.raises(InvalidDataError, match=r"sumar \$ 1\.000\.000"):
        fraccionar_deposito(wrong, workspace, jef)

    right = FraccionarDeposito(
        deposito_id=deposit, fecha=HOY, valores=(60_000_000, 40_000_000)
    )
    fraccionar_deposito(right, workspace, jef)

    rows = bienes_en_json(workspace, caso(workspace).id)["depositos"]
    found = {(row["numero"], row["valor"], row["estado"]) for row in rows}
    assert found == {
        ("400100002", 1_000_000, "fraccionado"),
        ("400100002-1", 600_000, "constituido"),
        ("400100002-2", 400_000, "constituido"),
    }


@pytest.mark.parametrize(
    ("otros", "said"),
    [
        ({"tipo": "otra"}, "La medida es una de estas"),
        ({"destinatario": " "}, "a quién se le ordena"),
        ({"fecha": HOY + dt.timedelta(1)}, "posterior a hoy"),
        ({"limite": 0}, "mayor que cero"),
        ({"bien_id": 99}, "no tiene el bien 99"),
        ({"deudor": "1"}, "no hay un deudor"),
    ],
)
def test_what_cannot_be_ordered_says_why(
    workspace: Workspace, otros: dict[str, Any], said: str
) -> None:
    with pytest.raises((InvalidDataError, NotFoundError), match=said):
        decreta(workspace, **otros)
    assert en_vigor(workspace) == 0
