"""The documents from the liquidation on, filled by a real case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cobro_desktop.services.bienes.depositos import (
    ConstituirDeposito,
    constituir_deposito,
)
from cobro_desktop.services.bienes.investigacion import RegistrarBien, registrar_bien
from cobro_desktop.services.bienes.medidas import (
    DecretarMedida,
    decretar_medida,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.suspensiones import AbrirSuspension, abrir_suspension
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.documents.comunes import DATOS
from tests.services.coactivo import (
    LIBRADO,
    decreta,
    escribe,
    falta,
    incidente,
    libra,
    notifica,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


@pytest.fixture
def caso(oficina: Workspace) -> int:
    """It owes 1 423 500, exigible since 28 February 2025."""
    return expediente_de(oficina, "R-200").id


def test_the_liquidation_shows_its_days_and_its_proofs(
    oficina: Workspace, caso: int
) -> None:
    libra(oficina, caso)
    notifica(oficina, caso)
    escribe(oficina, caso, "orden-ejecucion", dt.date(2026, 4, 10))

    said = escribe(oficina, caso, "auto-liquidacion", dt.date(2026, 8, 31))
    approved = escribe(oficina, caso, "auto-objecion-liquidacion", dt.date(2026, 9, 8))

    # 549 days at 468 pesos a day (RULES T-1a.2): 256 932.
    assert "$ 256.932" in said
    assert "$ 1.680.432" in said
    assert "549" in said
    assert "la resolución n.º 000001 del 10 de abril de 2026" in said
    # It approves what was liquidated on 31 August, not what is owed in September.
    assert "$ 1.680.432) al 31 de agosto de 2026" in approved


def test_a_deposit_pays_the_debt_and_the_rest_goes_back(
    oficina: Workspace, caso: int
) -> None:
    measure = decreta(oficina, caso, "Banco del Norte")
    title = ConstituirDeposito(
        expediente_id=caso,
        numero="400100",
        fecha=dt.date(2026, 8, 1),
        valor=2_000_000_00,
        medida_id=measure,
    )
    constituir_deposito(title, oficina, en_nombre_de("pro"))

    said = escribe(
        oficina,
        caso,
        "auto-deposito",
        dt.date(2026, 8, 31),
        acto_orden="la resolución 1",
        acto_liquidacion="el auto 2",
    )

    assert "Aplicar un millón seiscientos ochenta mil cuatrocientos treinta" in said
    assert "uno de $ 1.680.432 y otro de $ 319.568" in said
    assert "$ 319.568) a quien se le retuvo" in said


def test_the_base_of_the_sale_is_seventy_per_cent(
    oficina: Workspace, caso: int
) -> None:
    goods = RegistrarBien(
        expediente_id=caso,
        clase="inmueble",
        descripcion="Apartamento 301",
        identificacion="50C-1",
        valor=120_000_000_00,
        fecha=LIBRADO,
    )
    found = registrar_bien(goods, oficina, en_nombre_de("pro"))
    command = DecretarMedida(
        expediente_id=caso,
        tipo="embargo_bien",
        destinatario="ORIP Zona Centro",
        fecha=LIBRADO,
        bien_id=int(str(found.datos["bien"])),
    )
    decretar_medida(command, oficina, en_nombre_de("pro"))

    said = escribe(
        oficina,
        caso,
        "auto-remate",
        dt.date(2026, 9, 1),
        acto_orden="la resolución 1",
        acto_avaluo="el auto 3",
        fecha_diligencia="2026-10-15",
        hora_diligencia="10:00 a. m.",
        lugar_diligencia="la sede",
        postura="lo que diga la ley",
    )
    acta = falta(oficina, caso, "acta-remate", dt.date(2026, 9, 30))
    sold = escribe(
        oficina,
        caso,
        "acta-remate",
        dt.date(2026, 9, 30),
        resultado="adjudicado",
        publicacion="en la página",
        posturas="Ana, CC 1: 90.000.000",
        adjudicatario="Ana",
        adjudicatario_identificacion="CC 1",
        precio="90.000.000",
    )

    assert "ochenta y cuatro millones de pesos m/cte ($ 84.000.000)" in said
    assert acta["resultado"] == ("adjudicado", "desierto", "adjudicado a la entidad")
    assert "hora_diligencia" not in acta
    assert "por noventa millones de pesos m/cte ($ 90.000.000)" in sold


def test_a_suspension_and_an_irregularity_tell_themselves(
    oficina: Workspace, caso: int
) -> None:
    stop = AbrirSuspension(
        expediente_id=caso,
        causa="Suspensión provisional del título",
        desde=LIBRADO,
        norma="CPACA, art. 101",
        terminos=True,
    )
    abrir_suspension(stop, oficina, en_nombre_de("pro"))
    incidente(oficina, caso, "irregularidad", irregularidad="Se citó a otra dirección.")
    day = dt.date(2026, 4, 20)

    said = escribe(oficina, caso, "auto-suspende", day)
    back = falta(oficina, caso, "auto-reanuda", day)
    mended = escribe(oficina, caso, "auto-subsanacion", day, rehace="Citar de nuevo.")

    assert "suspensión provisional del título" in said
    assert "desde el 2 de marzo de 2026 y hasta que se ordene reanudar" in said
    assert set(back) == {"cesa"}
    assert "se advirtió lo siguiente: se citó a otra dirección." in mended
