"""What the law says of a case, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.analisis.caso import AnalisisCaso, analizar_caso
from cobro_desktop.services.analisis.contexto import (
    CasoDeLista,
    hechos_de_casos,
    leer_caso,
)
from cobro_desktop.services.analisis.marcar import MarcarHecho, marcar_hecho
from cobro_desktop.services.analisis.pieza import Pieza
from cobro_desktop.services.analisis.prioridad import load_prioridad
from cobro_desktop.services.entidades import load_entidades
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    AcuerdoRow,
    BienRow,
    ExpedienteRow,
    MedidaRow,
    ObligacionRow,
)
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

HEAD = (
    "Tipo Doc;Documento deudor;Nombre;Inspección;Número resolución;Fecha resolución;"
    "Fecha ejecutoria;Valor;Tipo de multa;Fecha comparendo\n"
)
FINES = (
    "CC;1020304050;ANA RUIZ;Inspección 1A;M-4;15/12/2025;20/12/2025;1.518.400;Tipo 4;"
    "05/12/2025\n"
    "CC;52111222;LUIS PARDO;Inspección 1A;M-X;15/12/2025;20/12/2025;1.400.000;4;"
    "05/12/2025\n"
    "CC;79444555;EVA MORA;Inspección 1A;M-S;15/12/2025;20/12/2025;1.518.400;Tipo 4;\n"
)
ANIMAL = (
    "CC;79444556;SARA MORA;Inspección 1A;A-1;15/01/2026;20/02/2026;8.754.524;;"
    "10/01/2026\n"
)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def bring(workspace: Workspace, folder: Path, rows: str, codigo: str) -> Any:
    file = folder / f"{codigo}.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    command = Importar(file, "titulos", codigo)
    changes = importar(command, workspace, en_nombre_de("fin"), SilentProgress())
    return changes.datos


def analyse(workspace: Workspace, titulo: str, hoy: dt.date = HOY) -> AnalisisCaso:
    return analizar_caso(workspace, expediente_de(workspace, titulo).id, hoy)


def part(found: AnalisisCaso, clave: str) -> Pieza:
    return next(p for p in found.piezas if p.clave == clave)


def change(workspace: Workspace, titulo: str, **values: Any) -> None:
    case = expediente_de(workspace, titulo).id
    with workspace.base.write.begin() as session:
        session.execute(
            update(ObligacionRow)
            .where(ObligacionRow.expediente_id == case)
            .values(**values)
        )


def mark(
    workspace: Workspace, titulo: str, hecho: str, valor: str, who: str = "pro"
) -> None:
    case = expediente_de(workspace, titulo).id
    command = MarcarHecho(case, hecho, valor, "certificado del registro")
    marcar_hecho(command, workspace, en_nombre_de(who))


def test_an_analysis_is_json_and_each_part_tells_its_norm(workspace: Workspace) -> None:
    found = analyse(workspace, "R-100")

    plain = json.loads(json.dumps(found.en_json()))
    assert plain["expediente"] == found.numero
    for clave in ("cuantia", "antiguedad", "cobrabilidad", "embargo", "remision"):
        assert plain[clave]["traza"][0]["norma"], clave
    smlmv = plain["cuantia"]["traza"][0]["parametros"][0]
    assert (smlmv["nombre"], smlmv["verificado"]) == ("SMLMV 2026", "visto")


@pytest.mark.parametrize(
    ("saldo", "hoy", "clase"),
    [  # T-10.1 and T-10.2
        (58_363, dt.date(2026, 3, 1), "minima"),
        (58_364, dt.date(2026, 3, 1), "menor"),
        (1_750_905, dt.date(2026, 3, 1), "menor"),
        (1_750_906, dt.date(2026, 3, 1), "mayor"),
        (1_518_400, dt.date(2025, 12, 31), "mayor"),
        (1_518_400, dt.date(2026, 1, 1), "menor"),
    ],
)
def test_t_10_1_the_size_by_the_wage_of_today(
    workspace: Workspace, saldo: int, hoy: dt.date, clase: str
) -> None:
    change(workspace, "R-100", capital=saldo * 100, saldo_capital=saldo * 100)

    assert part(analyse(workspace, "R-100", hoy), "cuantia").datos["clase"] == clase


def test_t_10_3_nothing_known_but_no_agreement_is_collectable(
    workspace: Workspace,
) -> None:
    found = part(analyse(workspace, "R-100"), "cobrabilidad")

    assert found.veredicto == "Cobrable"
    assert found.datos["cumplidos"] == 1
    assert [line.valor for line in found.renglones].count("No se sabe") == 4
    assert "no cuenta como cumplido" in found.notas[0]


def test_t_10_4_a_finished_search_without_goods_makes_it_hard(
    workspace: Workspace,
) -> None:
    mark(workspace, "R-100", "sin_bienes", "si")

    found = part(analyse(workspace, "R-100"), "cobrabilidad")

    assert found.veredicto == "De difícil cobro"
    assert found.datos["cumplidos"] == 3  # no goods, so it owes more than it has
    line = next(r for r in found.renglones if r.nombre.startswith("No tiene bienes"))
    assert "certificado del registro" in line.fuente
    assert "pro" in line.fuente


def test_t_10_5_an_agreement_and_goods_leave_it_collectable(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-100").id
    with workspace.base.write.begin() as session:
        session.execute(
            insert(AcuerdoRow).values(
                expediente_id=case, estado="vigente", solicitado=HOY, cuotas=6
            )
        )
        session.execute(
            insert(BienRow).values(
                expediente_id=case, clase="cuenta", descripcion="Cuenta", fecha=HOY
            )
        )
    mark(workspace, "R-100", "remitido_sdh", "si")

    found = part(analyse(workspace, "R-100"), "cobrabilidad")

    assert found.datos["cumplidos"] == 1
    assert found.veredicto == "Cobrable"


def test_a_mark_stays_on_record_with_who_and_when(workspace: Workspace) -> None:
    mark(workspace, "R-100", "fallecido", "si", "coo")
    mark(workspace, "R-100", "fallecido", "no")

    case = expediente_de(workspace, "R-100").id
    with workspace.base.read() as session:
        acts = session.scalars(
            select(ActuacionRow).where(
                ActuacionRow.expediente_id == case, ActuacionRow.tipo == "nota"
            )
        ).all()
    assert [(a.usuario, a.datos["valor"]) for a in acts] == [
        ("coo", "si"),
        ("pro", "no"),
    ]
    assert "Soporte: certificado del registro" in acts[0].texto
    fact = next(
        h for h in analyse(workspace, "R-100").hechos if h.valor == "no" and h.marcado
    )
    assert (fact.hecho.clave, fact.usuario, fact.fecha) == ("fallecido", "pro", HOY)


def test_what_a_mark_cannot_be_is_refused(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100").id

    with pytest.raises(InvalidDataError, match="tal vez"):
        marcar_hecho(
            MarcarHecho(case, "sin_bienes", "tal vez"), workspace, en_nombre_de("pro")
        )
    with pytest.raises(NotAllowedError):
        mark(workspace, "R-100", "sin_bienes", "si", "fin")
    with pytest.raises(NotFoundError):
        marcar_hecho(
            MarcarHecho(9999, "sin_bienes", "si"), workspace, en_nombre_de("pro")
        )
    assert part(analyse(workspace, "R-100"), "cobrabilidad").datos["cumplidos"] == 1


def test_the_limit_of_the_embargo_with_the_interest_of_today(
    workspace: Workspace,
) -> None:
    """623 days of 12 %: 204 822; twice with it, without it, and the CGP's half more."""
    found = part(analyse(workspace, "R-100"), "embargo")

    assert found.veredicto == "Hasta $ 2.409.644"
    assert found.datos["lecturas"] == {
        "ET_A": 2_409_644,
        "ET_B": 2_204_822,
        "CGP": 1_807_233,
    }
    assert found.datos["regla"] == "ET_A"


def test_a_measure_above_the_limit_is_a_finding(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100").id
    with workspace.base.write.begin() as session:
        session.execute(
            insert(MedidaRow).values(
                expediente_id=case,
                tipo="embargo_cuentas",
                destinatario="Banco Agrario",
                limite=300_000_000,
                estado="comunicada",
                decretada=HOY,
            )
        )

    found = analyse(workspace, "R-100")

    assert any("Banco Agrario" in text for text in found.hallazgos)
    assert part(found, "remision").renglones[6].valor == "Sí"  # embargo o garantía


def test_a_company_has_no_protected_account(workspace: Workspace) -> None:
    found = part(analyse(workspace, "R-100"), "inembargable")

    assert found.veredicto == "No aplica"
    assert "jurídica" in found.renglones[0].valor


def test_t_9_1_remision_by_the_uvt_of_the_year(workspace: Workspace) -> None:
    change(
        workspace,
        "R-100",
        capital=830_000_000,
        saldo_capital=830_000_000,
        exigible=dt.date(2021, 7, 1),
    )

    before = part(analyse(workspace, "R-100", dt.date(2026, 1, 1)), "remision")
    after = part(analyse(workspace, "R-100", dt.date(2026, 1, 2)), "remision")

    assert before.datos["inciso"] is None
    assert after.datos["inciso"] == 2
    assert after.veredicto == "Inciso 2 del artículo 820; faltan 2 pruebas"
    assert after.datos["uvt"] == 52_374


def test_what_is_marked_is_no_longer_missing(workspace: Workspace) -> None:
    change(
        workspace,
        "R-100",
        capital=833_000_000,
        saldo_capital=833_000_000,
        exigible=dt.date(2021, 7, 1),
    )
    assert part(analyse(workspace, "R-100"), "remision").datos["inciso"] is None
    change(workspace, "R-100", capital=830_000_000, saldo_capital=830_000_000)
    mark(workspace, "R-100", "sin_bienes", "si")
    mark(workspace, "R-100", "gestion_de_cobro", "si")

    found = part(analyse(workspace, "R-100"), "remision")

    assert found.veredicto == "Inciso 2 del artículo 820"
    assert found.datos["faltan"] == []


def test_t_9_2_cost_against_benefit(workspace: Workspace) -> None:
    change(
        workspace, "R-100", capital=18_000_000, saldo_capital=18_000_000, exigible=HOY
    )
    unknown = part(analyse(workspace, "R-100"), "costo_beneficio")
    mark(workspace, "R-100", "probabilidad", "10 %")
    mark(workspace, "R-100", "costo", "95.000")

    found = part(analyse(workspace, "R-100"), "costo_beneficio")

    assert unknown.datos == {"candidata": None}
    assert found.datos == {
        "recaudo_esperado": 18_000,
        "costo": 95_000,
        "candidata": True,
    }


def test_a_fine_that_is_not_of_its_kind_is_a_finding(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = bring(workspace, tmp_path, FINES, "PD-GJ-07")

    notices = [n for n in report["avisos_celdas"] if n["codigo"] == "fine_mismatch"]
    assert [(n["celda"], n["fila"]) for n in notices] == [("H3", 3)]
    assert "esperado $ 1.518.400" in notices[0]["motivo"]
    assert report["rechazadas"] == 0
    right, wrong = analyse(workspace, "M-4"), analyse(workspace, "M-X")
    undated = analyse(workspace, "M-S")

    assert part(right, "multas").datos["verdicto"] == "corresponde"
    assert right.hallazgos == ()
    assert list(wrong.hallazgos) == [
        (
            "Título M-X: El valor no corresponde a una multa tipo 4 de 2025 "
            "(esperado $ 1.518.400)."
        )
    ]
    fine = part(undated, "multas")
    assert fine.datos["verdicto"] == "desconocido"
    assert "2025, el año del título" in fine.notas[-1]
    assert part(right, "inembargable").veredicto == "$ 43.772.625 por persona natural"


def test_an_animal_fine_out_of_its_range_is_a_finding(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, ANIMAL, "PA02-PR19")

    found = analyse(workspace, "A-1")

    assert "fuera del rango de 5 a 50 salarios" in found.hallazgos[0]
    order = part(found, "prioridad")
    assert [line.nombre for line in order.renglones] == [
        "1. Término de prescripción",
        "2. Cuantía",
        "3. Condiciones del deudor",
        "4. Naturaleza",
    ]
    assert order.renglones[2].valor == "No se sabe de 5 condiciones"


def test_the_risk_mark_goes_first_in_the_order_of_sdscj(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, FINES, "PD-GJ-07")
    case = expediente_de(workspace, "M-4")
    assert case.entra_en_riesgo is not None
    eve = case.entra_en_riesgo - dt.timedelta(days=1)

    calm = part(analyse(workspace, "M-4", eve), "prioridad")
    risky = part(analyse(workspace, "M-4", case.entra_en_riesgo), "prioridad")

    assert calm.veredicto == "Sin riesgo de prescripción"
    assert risky.veredicto == "Se trabaja primero"
    assert load_prioridad("SDSCJ").ordenados
    assert not load_prioridad("SVSP").ordenados


def test_every_institution_names_criteria_that_exist(workspace: Workspace) -> None:
    known = {"riesgo", "recurrente", "termino", "antiguedad", "cuantia"}
    known |= {"naturaleza", "condiciones"}

    for perfil in load_entidades():
        rule = load_prioridad(perfil.sigla)
        assert rule.criterios, perfil.sigla
        assert set(rule.criterios) <= known
        assert rule.norma
    assert (
        part(analyse(workspace, "R-100"), "prioridad").veredicto == "Sin orden propio"
    )


def test_a_missing_wage_leaves_the_other_parts(workspace: Workspace) -> None:
    found = analyse(workspace, "R-100", dt.date(2035, 1, 5))

    assert part(found, "cuantia").veredicto == "No se pudo calcular"
    assert "2035" in part(found, "cuantia").notas[0]
    assert part(found, "antiguedad").datos["clase"] == "riesgo"
    assert part(found, "embargo").veredicto.startswith("Hasta $")


def test_a_wrong_check_digit_is_a_finding(workspace: Workspace) -> None:
    from cobro_desktop.storage.rows import PersonaRow

    with workspace.base.write.begin() as session:
        session.execute(
            update(PersonaRow).where(PersonaRow.numero == "890903938").values(dv="3")
        )

    found = analyse(workspace, "R-100")

    assert "es 8" in found.hallazgos[0]
    assert part(found, "identificacion").veredicto == "Con observaciones"


def test_a_case_without_debt_has_nothing_to_embargo(workspace: Workspace) -> None:
    change(workspace, "R-100", estado="PAGADA", saldo_capital=0)

    found = analyse(workspace, "R-100")

    assert part(found, "embargo").veredicto == "No hay deuda que embargar"
    assert part(found, "cuantia").veredicto == "Sin saldo de capital"
    assert part(found, "remision").veredicto == "No hay saldo que remitir"


def test_analysing_writes_nothing(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")

    analyse(workspace, "R-100")

    with workspace.base.read() as session:
        again = session.get_one(ExpedienteRow, case.id)
    assert again.version == case.version
    with pytest.raises(NotFoundError):
        analizar_caso(workspace, 9999, HOY)


def test_the_facts_of_many_cases_are_those_of_each(workspace: Workspace) -> None:
    marked = expediente_de(workspace, "R-100")
    backed = expediente_de(workspace, "R-200")
    for fact, answer in (("sin_bienes", "si"), ("no_localizado", "no")):
        marcar_hecho(
            MarcarHecho(marked.id, fact, answer, "Se buscó"),
            workspace,
            en_nombre_de("pro"),
        )
    with workspace.base.write.begin() as session:
        session.add(
            BienRow(
                expediente_id=backed.id,
                clase="inmueble",
                identificacion="50C-1",
                descripcion="Casa",
                fecha=HOY,
            )
        )

    with workspace.base.read() as session:
        ids = list(session.scalars(select(ExpedienteRow.id)))
        cases = {i: leer_caso(session, workspace, i, HOY) for i in ids}
        together = hechos_de_casos(
            session,
            [CasoDeLista(i, c.expediente.estado, c.remite) for i, c in cases.items()],
        )

    assert {i: dict(c.hechos) for i, c in cases.items()} == together
    assert together[marked.id]["sin_bienes"].valor == "si"
    assert together[backed.id]["sin_bienes"].valor == "no"
