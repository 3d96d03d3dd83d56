"""Legal values that people load, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    MissingParameterError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.services.liquidaciones import liquidar_expediente
from cobro_desktop.services.parametros.consulta import ver_historia, ver_tabla
from cobro_desktop.services.parametros.elecciones import (
    FijarOpcion,
    fijar_opcion,
    ver_opciones,
)
from cobro_desktop.services.parametros.ley import LeyVigente
from cobro_desktop.services.parametros.ordenes import (
    CargarValor,
    RetirarValor,
    cargar_valor,
    prever_valor,
    retirar_valor,
)
from cobro_desktop.services.parametros.soportes import (
    AdjuntarSoporte,
    adjuntar_soporte,
    exportar_soporte,
)
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import BitacoraTextoRow, ParametroRow
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

HOY = dt.date(2026, 11, 5)
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


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def tasa(desde: str, hasta: str, **cambios: str) -> CargarValor:
    return CargarValor(
        "tasas_interes",
        {**OCTUBRE, "desde": desde, "hasta": hasta, **cambios},
        motivo=cambios.pop("motivo", ""),
    )


def cargar(workspace: Workspace, command: CargarValor, login: str = "coo") -> Any:
    return cargar_valor(command, workspace, en_nombre_de(login, HOY)).datos


def cargar_octubre(workspace: Workspace) -> None:
    cargar(workspace, CargarValor("tasas_interes", OCTUBRE))


def test_a_liquidation_waits_for_the_rate_and_then_computes(
    workspace: Workspace,
) -> None:
    """R-300 owes 2,000,000 under ET 635, in arrears since 10 November 2025.

    October at 28.80 - 2 = 26.80 %: 2,000,000 x 0.268 x 31 / 365 = 45,523.29.
    """
    case = expediente_de(workspace, "R-300").id
    until_september = liquidar_expediente(workspace, case, dt.date(2026, 9, 30))[0][1]
    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        liquidar_expediente(workspace, case, dt.date(2026, 10, 31))

    cargar_octubre(workspace)

    found = liquidar_expediente(workspace, case, dt.date(2026, 10, 31))[0][1]
    october = found.periodos[-1]
    assert (october.dias, october.divisor) == (31, 365)
    assert october.tasa == Fraction(268, 10)
    assert october.interes == Fraction(200_000_000 * 268 * 31, 1000 * 365)
    assert int(october.interes) == 45_523_28
    assert found.interes - until_september.interes in {
        desde_pesos(45_523),
        desde_pesos(45_524),
    }
    assert october.fuente == "Superfinanciera, Res. 1401 de 2026"
    assert october.verificacion is Verificacion.VISTO


def test_an_unchecked_value_is_told_wherever_it_is_used(workspace: Workspace) -> None:
    cargar(workspace, tasa("2026-10-01", "2026-10-31", verificado="no"))
    case = expediente_de(workspace, "R-300").id

    found = liquidar_expediente(workspace, case, dt.date(2026, 10, 5))[0][1]

    assert found.periodos[-1].verificacion is Verificacion.MEMORIA
    assert any("verifica" in text for text in found.advertencias)


def test_what_was_loaded_says_who_loaded_it(workspace: Workspace) -> None:
    cargar_octubre(workspace)

    tramo = workspace.referencia.tasas.en(dt.date(2026, 10, 15))

    assert tramo.mora == Fraction(2680, 100)
    assert "cargado en Parámetros legales por coo" in tramo.fuente
    assert tramo.fuente.startswith("Página de la Superintendencia Financiera (")


def test_december_before_november_is_a_gap_that_is_named(workspace: Workspace) -> None:
    cargar_octubre(workspace)

    with pytest.raises(InvalidDataError, match="falta la tasa de interés de noviembre"):
        cargar(workspace, tasa("2026-12-01", "2026-12-31"))
    cargar(workspace, tasa("2026-11-01", "2026-11-30"))
    cargar(workspace, tasa("2026-12-01", "2026-12-31"))

    assert workspace.referencia.tasas.tramos[-1].hasta == dt.date(2026, 12, 31)


def test_a_gap_of_many_months_names_its_ends(workspace: Workspace) -> None:
    with pytest.raises(
        InvalidDataError, match=r"octubre de 2026 hasta marzo de 2027\."
    ) as caught:
        cargar(workspace, tasa("2027-04-01", "2027-04-30"))

    assert caught.value.detalle["desde"] == "2026-10-01"
    assert caught.value.detalle["hasta"] == "2027-03-31"


@pytest.mark.parametrize(
    ("desde", "hasta"),
    [("2026-09-15", "2026-10-31"), ("2026-09-10", "2026-09-20")],
)
def test_an_overlap_is_refused(workspace: Workspace, desde: str, hasta: str) -> None:
    with pytest.raises(InvalidDataError, match="del 1 sep 2026 al 30 sep 2026"):
        cargar(workspace, tasa(desde, hasta))


def test_days_in_the_wrong_order_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidDataError, match="antes de empezar"):
        cargar(workspace, tasa("2026-10-31", "2026-10-01"))


def test_the_published_usura_wins_with_a_warning(workspace: Workspace) -> None:
    """Half of 19.49 is 9.745: one and a half times is 29.235, half up 29.24."""
    command = tasa(
        "2026-10-01",
        "2026-10-31",
        ibc_consumo_ordinario="19.49",
        usura_consumo_ordinario="29.25",
    )

    found = cargar(workspace, command)

    assert found["avisos"] == [
        (
            "La usura publicada (29,25 %) no es 1,5 veces la corriente (29,24 %). Vale "
            "la publicada; compruebe las dos cifras en la resolución."
        )
    ]
    tramo = workspace.referencia.tasas.en(dt.date(2026, 10, 1))
    assert (tramo.usura, tramo.mora) == (Fraction(2925, 100), Fraction(2725, 100))


def test_a_usura_rounded_half_up_is_no_warning(workspace: Workspace) -> None:
    command = tasa(
        "2026-10-01",
        "2026-10-31",
        ibc_consumo_ordinario="16,59",
        usura_consumo_ordinario="24,89",
    )
    assert prever_valor(command, workspace).avisos == ()


def test_a_mora_that_is_not_usura_less_two_is_refused(workspace: Workspace) -> None:
    command = tasa("2026-10-01", "2026-10-31", tasa_mora_et635="28,80")

    with pytest.raises(InvalidDataError, match=r"usura menos dos puntos \(26,80 %\)"):
        cargar(workspace, command)


@pytest.mark.parametrize(
    ("campo", "texto", "queja"),
    [
        ("usura_consumo_ordinario", "0,288", "dos decimales"),
        ("usura_consumo_ordinario", "2880", "dos decimales"),
        ("usura_consumo_ordinario", "0,28", "formato de porcentaje"),
        ("usura_consumo_ordinario", "", "Falta el dato «Usura"),
        ("resolucion", "", "Falta el dato «Número de la resolución»"),
        ("fuente", " ", "Falta el dato «Fuente consultada»"),
        ("desde", "31/02/2026", "no es una fecha posible"),
        ("verificado", "quizás", "no es sí ni no"),
    ],
)
def test_a_wrong_field_says_what_it_wants(
    workspace: Workspace, campo: str, texto: str, queja: str
) -> None:
    with pytest.raises(InvalidDataError, match=queja) as caught:
        cargar(workspace, CargarValor("tasas_interes", {**OCTUBRE, campo: texto}))

    assert list(caught.value.detalle["campos"]) == [campo]  # type: ignore[call-overload]


def test_a_value_is_never_replaced_in_silence(workspace: Workspace) -> None:
    cargar_octubre(workspace)
    other = {**OCTUBRE, "ibc_consumo_ordinario": "19.30", "resolucion": "1402"}
    other["usura_consumo_ordinario"] = "28.95"

    with pytest.raises(InvalidDataError, match="ya está cargado así"):
        cargar_octubre(workspace)
    with pytest.raises(ConflictError, match=r"usura 28,80 %.*usura 28,95 %.*motivo"):
        cargar(workspace, CargarValor("tasas_interes", other))
    cargar(workspace, CargarValor("tasas_interes", other, motivo="Fe de erratas"))

    history = ver_historia(workspace, "tasas_interes", dt.date(2026, 10, 1))
    assert [row.estado for row in history] == ["vigente", "reemplazado"]
    assert history[0].motivo == "Fe de erratas"
    assert history[0].por == "COO"
    assert workspace.referencia.tasas.en(dt.date(2026, 10, 1)).mora == Fraction(
        2695, 100
    )


def test_a_value_that_ships_is_replaced_with_a_reason_too(
    workspace: Workspace,
) -> None:
    command = CargarValor(
        "smlmv",
        {
            "anio": "2026",
            "valor": "1.500.000",
            "valor_cop": "1.423.500",
            "decreto_smlmv": "Sentencia",
            "fuente": "Consejo de Estado",
        },
        motivo="Se anuló el decreto",
    )

    found = cargar(workspace, command)

    assert found["reemplaza"] is True
    assert "menor que el valor de 2025" not in " ".join(found["avisos"])
    wage = workspace.referencia.smlmv.de(2026)
    assert wage.valor == desde_pesos(1_423_500)
    assert wage.norma == "Sentencia"
    assert workspace.referencia.smlmv.de(2025).valor == desde_pesos(1_423_500)


def test_what_ships_can_be_marked_as_checked_by_a_person(workspace: Workspace) -> None:
    september = {
        "desde": "2026-09-01",
        "hasta": "2026-09-30",
        "resolucion": "1260",
        "ibc_consumo_ordinario": "19,49",
        "usura_consumo_ordinario": "29,24",
        "fuente": "Resolución 1260 en la página de la Superintendencia",
        "verificado": "si",
    }
    with pytest.raises(ConflictError, match=r"visto en copia.*cotejado"):
        cargar(workspace, CargarValor("tasas_interes", september))

    cargar(workspace, CargarValor("tasas_interes", september, motivo="Se cotejó"))

    assert ver_tabla(workspace, "tasas_interes")[0].resumen.endswith("cotejado")
    assert len(workspace.referencia.tasas.tramos) == 167
    with pytest.raises(InvalidDataError, match="ya está cargado así"):
        cargar(workspace, CargarValor("tasas_interes", september, motivo="Otra vez"))


def test_next_year_is_added_and_the_one_after_is_a_gap(workspace: Workspace) -> None:
    uvt = {"resolucion": "DIAN 1", "fuente": "Diario Oficial"}
    with pytest.raises(InvalidDataError, match=r"falta la UVT de 2027\."):
        cargar(
            workspace, CargarValor("uvt", {**uvt, "anio": 2028, "valor_cop": 57_000})
        )

    found = cargar(
        workspace, CargarValor("uvt", {**uvt, "anio": 2027.0, "valor_cop": "52.000"})
    )

    assert found["avisos"] == [
        "$ 52.000 es menor que el valor de 2026 ($ 52.374). Compruebe la UVT de 2027."
    ]
    assert workspace.referencia.uvt.de(2027).valor == desde_pesos(52_000)


def test_prices_of_a_month_and_of_a_year_are_added(workspace: Workspace) -> None:
    cargar(
        workspace,
        CargarValor(
            "ipc_mensual",
            {
                "anio": "2026",
                "mes": "4",
                "indice_base_dic2018_100": "157,60",
                "fuente": "DANE",
            },
        ),
    )
    cargar(
        workspace,
        CargarValor(
            "ipc",
            {"anio": "2026", "variacion_anual_dic_pct": "-0,05", "fuente": "DANE"},
        ),
    )

    assert workspace.referencia.ipc_mensual[-1].indice == Fraction(15760, 100)
    assert workspace.referencia.ipc.de(2026).valor == Fraction(-5, 100)


def test_a_withdrawn_value_is_missing_again(workspace: Workspace) -> None:
    cargar_octubre(workspace)
    october = dt.date(2026, 10, 1)
    cargar(workspace, tasa("2026-11-01", "2026-11-30"))
    withdraw = RetirarValor("tasas_interes", october, "Era de otro mes")
    with pytest.raises(InvalidDataError, match=r"hasta noviembre de 2026\. Retire"):
        retirar_valor(withdraw, workspace, en_nombre_de("coo", HOY))

    november = RetirarValor("tasas_interes", dt.date(2026, 11, 1), "Era de otro mes")
    retirar_valor(november, workspace, en_nombre_de("coo", HOY))
    retirar_valor(withdraw, workspace, en_nombre_de("coo", HOY))

    with pytest.raises(MissingParameterError, match="octubre de 2026"):
        workspace.referencia.tasas.en(october)
    assert ver_historia(workspace, "tasas_interes", october)[0].estado == "retirado"
    with pytest.raises(InvalidDataError, match="lo trae el programa"):
        retirar_valor(
            RetirarValor("tasas_interes", dt.date(2026, 9, 1), "x"),
            workspace,
            en_nombre_de("coo", HOY),
        )
    cargar_octubre(workspace)
    assert workspace.referencia.tasas.en(october).resolucion == "1401"


def test_a_closure_moves_the_terms_of_its_entity_only(workspace: Workspace) -> None:
    """15 days after Monday 16 March 2026 end on 9 April (T-4.2); one closed: 10."""
    command = CargarValor(
        "cierres",
        {"desde": "27/03/2026", "acto": "Resolución 412 de 2026", "fuente": "Oficio 3"},
        sigla="svsp",
    )

    cargar(workspace, command)

    closed = dt.date(2026, 3, 27)
    reason = workspace.calendario("SVSP").motivo_inhabil(closed)
    assert reason == "cierre de la entidad (Resolución 412 de 2026)"
    assert workspace.calendario("RNEC").es_habil(closed)
    with pytest.raises(InvalidDataError, match="del 27 mar 2026 al 27 mar 2026"):
        cargar(
            workspace,
            CargarValor(
                "cierres",
                {
                    "desde": "2026-03-26",
                    "hasta": "2026-03-27",
                    "acto": "Otra",
                    "fuente": "Otra",
                },
                sigla="SVSP",
            ),
        )
    far = {"desde": "2027-03-26", "acto": "Otra", "fuente": "Oficio 9"}
    cargar(workspace, CargarValor("cierres", far, sigla="SVSP"))
    assert len(ver_tabla(workspace, "cierres", "SVSP")) == 2
    with pytest.raises(InvalidDataError, match="diga de cuál"):
        ver_tabla(workspace, "cierres")


def test_a_suspension_stops_the_terms_of_its_entity(workspace: Workspace) -> None:
    command = CargarValor(
        "suspensiones",
        {
            "desde": "2026-03-17",
            "hasta": "2026-03-19",
            "acto": "Resolución 9 de 2026",
            "fuente": "Gaceta",
        },
        sigla="SVSP",
    )

    cargar(workspace, command)

    calendar = workspace.calendario("SVSP")
    assert calendar.motivo_suspension(dt.date(2026, 3, 18)) == "Resolución 9 de 2026"
    assert calendar.es_habil(dt.date(2026, 3, 18))


def test_an_entity_chooses_its_reading_and_goes_back(workspace: Workspace) -> None:
    choose = FijarOpcion("svsp", "ley68.base", "act/360", "Concepto 12 de 2026")

    changes = fijar_opcion(choose, workspace, en_nombre_de("jef", HOY))

    assert changes.datos["antes"] == "ACT/365"
    assert workspace.opciones("SVSP")["ley68.base"] == "ACT/360"
    assert workspace.opciones("RNEC")["ley68.base"] == "ACT/365"
    shown = {o.opcion.clave: o for o in ver_opciones(workspace, "SVSP")}["ley68.base"]
    assert shown.eleccion is not None
    assert (shown.valor, shown.perfil) == ("ACT/360", "ACT/365")
    assert shown.eleccion.sustento == "Concepto 12 de 2026"
    with pytest.raises(InvalidDataError, match="ya está así"):
        fijar_opcion(choose, workspace, en_nombre_de("jef", HOY))
    back = FijarOpcion("SVSP", "ley68.base", "")
    fijar_opcion(back, workspace, en_nombre_de("jef", HOY))
    assert workspace.opciones("SVSP")["ley68.base"] == "ACT/365"


def test_a_chosen_base_changes_the_interest(workspace: Workspace) -> None:
    """R-100: 1,000,000 at 12 % since 15 January 2025; 181 days to 15 July.

    ACT/365 gives 59,507 and ACT/360 60,333 (T-1a.1).
    """
    case = expediente_de(workspace, "R-100").id
    corte = dt.date(2025, 7, 15)
    before = liquidar_expediente(workspace, case, corte)[0][1].interes
    choose = FijarOpcion("SVSP", "ley68.base", "ACT/360")
    fijar_opcion(choose, workspace, en_nombre_de("coo", HOY))
    after = liquidar_expediente(workspace, case, corte)[0][1].interes

    assert (before, after) == (desde_pesos(59_507), desde_pesos(60_333))


@pytest.mark.parametrize("login", ["aux", "pro", "fin"])
def test_who_may_not_change_the_law_is_told(workspace: Workspace, login: str) -> None:
    with pytest.raises(NotAllowedError, match="cambiar los parámetros legales"):
        cargar(workspace, CargarValor("tasas_interes", OCTUBRE), login)
    with pytest.raises(NotAllowedError, match="opciones de la entidad"):
        fijar_opcion(
            FijarOpcion("SVSP", "workdays", "LUN_SAB"),
            workspace,
            en_nombre_de(login, HOY),
        )


def test_unknown_names_list_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="tasas_interes, smlmv, uvt"):
        cargar(workspace, CargarValor("salarios", {}))
    with pytest.raises(NotFoundError, match="SVSP"):
        ver_tabla(workspace, "cierres", "XYZ")
    with pytest.raises(InvalidDataError, match=r"ley68\.bsae"):
        fijar_opcion(
            FijarOpcion("SVSP", "ley68.bsae", "x"), workspace, en_nombre_de("coo", HOY)
        )


def test_every_change_is_in_the_audit_chain(workspace: Workspace) -> None:
    cargar_octubre(workspace)

    with workspace.base.read() as session:
        told = session.scalars(
            select(BitacoraTextoRow).order_by(BitacoraTextoRow.seq.desc())
        ).first()
        row = session.scalars(
            select(ParametroRow).where(ParametroRow.clave == "tabla.tasas_interes")
        ).one()
    assert told is not None
    assert told.texto == (
        "Tasas de interés: se cargó el valor de octubre de 2026 (corriente 19,20 %, "
        "usura 28,80 %, Res. 1401, cotejado)."
    )
    assert row.registrado_por == "coo"
    assert verificar(workspace).hallazgos == []


def test_the_change_of_another_workstation_is_seen(workspace: Workspace) -> None:
    """Another program on the same base: its own memory, the same rows."""
    far = LeyVigente(workspace.base, cada=0)
    patient = LeyVigente(workspace.base, cada=3600)
    october = dt.date(2026, 10, 1)
    for ley in (far, patient):
        with pytest.raises(MissingParameterError):
            ley.referencia.tasas.en(october)
    same = far.referencia

    assert far.referencia is same
    cargar_octubre(workspace)

    assert far.referencia.tasas.en(october).resolucion == "1401"
    assert workspace.referencia.tasas.en(october).resolucion == "1401"
    with pytest.raises(MissingParameterError):
        patient.referencia.tasas.en(october)
    patient.olvidar()
    assert patient.referencia.tasas.en(october).resolucion == "1401"


def test_the_table_is_shown_with_the_latest_first(workspace: Workspace) -> None:
    cargar_octubre(workspace)

    rows = ver_tabla(workspace, "Tasas interés")

    assert len(rows) == 168
    assert (rows[0].vigencia, rows[0].cargado, rows[0].por) == (
        "octubre de 2026",
        True,
        "COO",
    )
    assert (rows[1].vigencia, rows[1].cargado) == ("septiembre de 2026", False)
    assert (
        rows[1].resumen == "corriente 19,49 %, usura 29,24 %, Res. 1260, visto en copia"
    )


def test_the_act_of_a_value_is_kept_with_its_hash(
    workspace: Workspace, tmp_path: Path
) -> None:
    pdf = tmp_path / "Resolución 1401.pdf"
    pdf.write_bytes(b"%PDF-1.7 resolucion")
    cargar_octubre(workspace)
    before = ver_tabla(workspace, "tasas_interes")[0]

    command = AdjuntarSoporte("tasas_interes", dt.date(2026, 10, 1), pdf)
    adjuntar_soporte(command, workspace, en_nombre_de("coo", HOY))

    row = ver_tabla(workspace, "tasas_interes")[0]
    assert row.soporte is not None
    assert row.soporte.nombre == "Resolución 1401.pdf"
    assert row.soporte.sha256 == hashlib.sha256(b"%PDF-1.7 resolucion").hexdigest()
    assert replace(row, soporte=None) == before, "the value itself did not change"
    copied = exportar_soporte(row, tmp_path / "copia.pdf", workspace)
    assert copied.read_bytes() == pdf.read_bytes()
    assert verificar(workspace).hallazgos == []


def test_what_is_no_act_is_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "nada.pdf"
    empty.touch()
    sheet = tmp_path / "tasas.xlsx"
    sheet.write_bytes(b"PK")

    for file, said in ((empty, "está vacío"), (sheet, "no es el documento")):
        command = AdjuntarSoporte("smlmv", dt.date(2026, 1, 1), file)
        with pytest.raises(InvalidDataError, match=said):
            adjuntar_soporte(command, workspace, en_nombre_de("coo", HOY))
    command = AdjuntarSoporte("smlmv", dt.date(2026, 5, 1), tmp_path / "no.pdf")
    with pytest.raises(NotFoundError, match="No existe el archivo"):
        adjuntar_soporte(command, workspace, en_nombre_de("coo", HOY))
