"""Balances, states and numbers that come from other offices (EXCHANGE, S1–S3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.movimientos import (
    AplicarMovimientos,
    aplicar_movimientos,
    proponer_movimientos,
)
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    EstadoExternoRow,
    ExpedienteRow,
    ObligacionRow,
    PagoRow,
    ReferenciaRow,
    SaldoContableRow,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

SDSCJ = "PD-GJ-07"
TITULOS = """\
Cédula;Nombre;Comparendo;Resolución;Fecha resolución;Fecha notificación;\
Fecha ejecutoria;Inspección;Valor multa
1018422736;ANA ROJAS;11001-1;F-1;10/01/2026;12/01/2026;20/01/2026;Inspección 1;\
1.100.000
80123456;LUIS PEÑA;11001-2;F-2;11/01/2026;13/01/2026;21/01/2026;Inspección 1;\
2.200.000
52345678;SARA GIL;11001-3;F-3;12/01/2026;14/01/2026;22/01/2026;Inspección 2;3.300.000
"""
Traer = Callable[..., dict[str, Any]]


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def traer(oficina: Workspace, tmp_path: Path) -> Traer:
    numbers = iter(range(100))

    def bring(
        texto: str,
        formato: str,
        procedimiento: str = SDSCJ,
        quien: str = "pro",
        **opciones: Any,
    ) -> dict[str, Any]:
        path = tmp_path / f"{formato}-{next(numbers)}.csv"
        path.write_text(texto, encoding="utf-8")
        command = Importar(path, formato, procedimiento, **opciones)
        return importar(command, oficina, en_nombre_de(quien), SilentProgress()).datos

    return bring


@pytest.fixture
def multas(traer: Traer) -> Traer:
    traer(TITULOS, "titulos")
    return traer


def poner(workspace: Workspace, titulo: str, **valores: Any) -> int:
    with workspace.base.write.begin() as session:
        row = session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.titulo == titulo)
        ).one()
        for name, value in valores.items():
            setattr(row, name, value)
        return row.id


def deshacer(workspace: Workspace, lote: int) -> None:
    deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))


def saldos(workspace: Workspace) -> list[SaldoContableRow]:
    with workspace.base.read() as session:
        return list(
            session.scalars(
                select(SaldoContableRow)
                .where(SaldoContableRow.lote_anulado_id.is_(None))
                .order_by(SaldoContableRow.fila)
            )
        )


SALDOS = """\
NIT;Tercero;Resolución;Saldo capital;Saldo intereses;Saldo contable;Fecha corte
890903938;VIGÍAS;R-100;900.000;50.000;950.000;31/08/2026
860002964;ÑÁÑEZ;R-200;;;1.423.500;31/08/2026
811000111;DESCONOCIDA S.A.;R-999;;;70.000;31/08/2026
"""


def test_balances_find_their_obligation_and_wait_for_the_conciliation(
    oficina: Workspace, traer: Traer
) -> None:
    datos = traer(SALDOS, "saldos", "PRO-GJU-130-008", "fin")

    assert (datos["nuevas"], datos["rechazadas"]) == (3, 0)
    assert (datos["con_obligacion"], datos["sin_obligacion"]) == (2, 1)
    assert datos["suma_capital"] == 2_443_500
    first, second, lost = saldos(oficina)
    assert (first.capital, first.intereses, first.total) == (
        90_000_000,
        5_000_000,
        95_000_000,
    )
    assert first.corte == dt.date(2026, 8, 31)
    assert (second.capital, second.intereses) == (142_350_000, 0)
    assert lost.obligacion_id is None
    assert (lost.identificacion, lost.titulo) == ("811000111", "R-999")
    with oficina.base.read() as session:
        case = expediente_de(oficina, "R-100")
        debt = session.scalars(
            select(ObligacionRow).where(ObligacionRow.expediente_id == case.id)
        ).one()
    assert first.obligacion_id == debt.id


def test_the_same_balances_again_are_nothing_and_others_replace_them(
    oficina: Workspace, traer: Traer
) -> None:
    traer(SALDOS, "saldos", "PRO-GJU-130-008", "fin")
    again = traer(SALDOS, "saldos", "PRO-GJU-130-008", "fin")
    assert (again["iguales"], again["lote"]) == (3, None)

    corrected = SALDOS.replace("70.000;31", "80.000;31")
    datos = traer(corrected, "saldos", "PRO-GJU-130-008", "fin")
    assert (datos["cambiadas"], datos["iguales"]) == (1, 2)
    assert datos["diferencias"][0]["antes"] == "$ 70.000"
    assert [row.total for row in saldos(oficina)][-1] == 8_000_000

    deshacer(oficina, datos["lote"])
    assert [row.total for row in saldos(oficina)][-1] == 7_000_000


def test_several_balances_of_a_debt_come_twice_without_effect(
    oficina: Workspace, traer: Traer
) -> None:
    book = SALDOS + (
        "890903938;VIGÍAS;R-100;20.000;0;20.000;31/08/2026\n"
        "811000111;DESCONOCIDA S.A.;R-999;-5.000;;-5.000;31/08/2026\n"
    )
    first = traer(book, "saldos", "PRO-GJU-130-008", "fin")
    assert (first["nuevas"], first["rechazadas"]) == (5, 0)
    again = traer(book, "saldos", "PRO-GJU-130-008", "fin")
    assert (again["iguales"], again["lote"]) == (5, None)

    other = book.replace("20.000;0;20.000", "30.000;0;30.000")
    changed = traer(other, "saldos", "PRO-GJU-130-008", "fin")
    assert (changed["cambiadas"], changed["iguales"]) == (1, 4)
    assert sum(row.total for row in saldos(oficina)) == 246_850_000


def test_a_title_of_somebody_without_name_is_told_by_the_document(
    oficina: Workspace, traer: Traer
) -> None:
    lines = (line.split(";") for line in TITULOS.splitlines())
    nameless = "\n".join(";".join((line[0], *line[2:])) for line in lines)

    assert traer(nameless, "titulos")["nuevas"] == 3
    assert expediente_de(oficina, "F-1").deudor == "CC 1018422736"
    assert traer(TITULOS, "titulos")["cambiadas"] == 3, "the names come later"
    assert expediente_de(oficina, "F-1").deudor == "ANA ROJAS"


def test_a_balance_after_today_is_rejected(traer: Traer) -> None:
    later = SALDOS.replace("31/08/2026", "31/12/2026")
    datos = traer(later, "saldos", "PRO-GJU-130-008", "fin")

    assert datos["rechazadas"] == 3
    assert {error["codigo"] for error in datos["errores"]} == {"future_date"}


RNMC = """\
Número de comparendo;Estado RNMC;Estado LICO;Fecha del estado;Fecha de consulta
11001-1;Registrado;PAGADO;15/08/2026;01/09/2026
11001-2;Registrado;Pendiente de pago;;01/09/2026
11001-3;Sí;Conmutada por curso;20/08/2026;01/09/2026
99999-9;Registrado;Pagado;15/08/2026;01/09/2026
"""


def test_states_of_the_rnmc_are_recorded_and_unknown_ones_rejected(
    oficina: Workspace, multas: Traer, tmp_path: Path
) -> None:
    rejects = tmp_path / "rechazos.xlsx"
    datos = multas(RNMC, "rnmc", rechazos=rejects)

    assert (datos["leidas"], datos["nuevas"], datos["rechazadas"]) == (4, 3, 1)
    (error,) = datos["errores"]
    assert (error["celda"], error["valor"]) == ("A5", "99999-9")
    assert error["codigo"] == "unknown_case"
    sheet = openpyxl.load_workbook(rejects).active
    assert sheet is not None
    assert sheet["A2"].value == "99999-9"
    case = expediente_de(oficina, "F-1")
    with oficina.base.read() as session:
        states = session.scalars(
            select(EstadoExternoRow).where(EstadoExternoRow.expediente_id == case.id)
        ).all()
        acts = session.scalars(
            select(ActuacionRow.texto).where(ActuacionRow.expediente_id == case.id)
        ).all()
    assert {(s.sistema, s.estado, s.consultado) for s in states} == {
        ("rnmc", "registrado", dt.date(2026, 9, 1)),
        ("lico", "pagado", dt.date(2026, 9, 1)),
    }
    assert any("1 de septiembre de 2026" in text and "Pagado" in text for text in acts)


def test_the_rejects_come_in_once_they_are_corrected(
    oficina: Workspace, multas: Traer, tmp_path: Path
) -> None:
    rejects = tmp_path / "rechazos.xlsx"
    multas(RNMC.replace("11001-3", "X"), "rnmc", rechazos=rejects)
    book = openpyxl.load_workbook(rejects)
    sheet = book.active
    assert sheet is not None
    sheet["A2"] = "11001-3"
    sheet.delete_rows(3)
    book.save(rejects)

    command = Importar(rejects, "rnmc", SDSCJ)
    datos = importar(command, oficina, en_nombre_de("pro"), SilentProgress()).datos
    assert (datos["nuevas"], datos["rechazadas"]) == (1, 0)


def test_the_same_consultation_twice_is_nothing(multas: Traer) -> None:
    multas(RNMC, "rnmc")
    again = multas(RNMC, "rnmc")
    assert (again["iguales"], again["lote"]) == (3, None)

    later = RNMC.replace("Pendiente de pago;", "Pagado;15/09/2026").replace(
        "01/09/2026", "20/09/2026"
    )
    changed = multas(later, "rnmc")
    assert changed["cambiadas"] == 3
    (told,) = [d for d in changed["diferencias"] if d["antes"] != d["despues"]]
    assert (told["antes"], told["despues"]) == ("Pendiente", "Pagado")


def test_paid_before_admission_goes_back_and_after_it_to_the_archive(
    oficina: Workspace, multas: Traer
) -> None:
    poner(oficina, "F-1", actividad="5", etapa="recepcion")
    poner(oficina, "F-2", actividad="7", etapa="persuasivo")
    poner(oficina, "F-3", actividad="6", etapa="persuasivo")
    multas(RNMC, "rnmc")

    proposed = {m.deudor: m for m in proponer_movimientos(oficina)}
    assert set(proposed) == {"ANA ROJAS", "SARA GIL"}, "Luis is still pending"
    assert proposed["ANA ROJAS"].destino.startswith("4.")
    assert proposed["SARA GIL"].destino.startswith("10.")

    changes = aplicar_movimientos(
        AplicarMovimientos(()), oficina, en_nombre_de("pro"), SilentProgress()
    )
    assert len(changes.expedientes) == 2
    assert expediente_de(oficina, "F-1").actividad == "4"
    assert expediente_de(oficina, "F-2").actividad == "7"
    assert expediente_de(oficina, "F-3").actividad == "10"
    assert proponer_movimientos(oficina) == []


def test_a_case_that_nobody_verified_waits(oficina: Workspace, multas: Traer) -> None:
    multas(RNMC, "rnmc")

    waiting = proponer_movimientos(oficina)
    assert {m.resultado for m in waiting} == {""}
    assert all(m.destino.startswith("Espera") for m in waiting)
    changes = aplicar_movimientos(
        AplicarMovimientos(()), oficina, en_nombre_de("pro"), SilentProgress()
    )
    assert not changes.expedientes
    assert expediente_de(oficina, "F-1").actividad == "1"


def test_the_undo_of_states_leaves_them_on_record_without_effect(
    oficina: Workspace, multas: Traer
) -> None:
    poner(oficina, "F-1", actividad="5")
    lote = multas(RNMC, "rnmc")["lote"]
    deshacer(oficina, lote)

    assert proponer_movimientos(oficina) == []
    again = multas(RNMC, "rnmc")
    assert again["nuevas"] == 3


COPE = """\
Expediente;Número COPE;Radicado SIGA;Fecha registro;Actividad;Estado;Saldo
{0};COPE-77;2026-55-1;02/09/2026;3. Verificar;Registrado;1.100.000
11001-2;COPE-78;;02/09/2026;3. Verificar;Registrado;
"""


def test_numbers_of_cope_find_the_case_from_then_on(
    oficina: Workspace, multas: Traer
) -> None:
    number = expediente_de(oficina, "F-1").numero
    datos = multas(COPE.format(number), "cope")

    assert (datos["nuevas"], datos["rechazadas"]) == (2, 0)
    with oficina.base.read() as session:
        found = session.execute(
            select(ExpedienteRow.titulo, ReferenciaRow.tipo, ReferenciaRow.valor).join(
                ReferenciaRow, ReferenciaRow.expediente_id == ExpedienteRow.id
            )
        ).all()
    given = {tuple(row) for row in found}
    assert ("F-1", "COPE", "COPE-77") in given
    assert ("F-1", "SIGA", "2026-55-1") in given
    assert ("F-2", "COPE", "COPE-78") in given

    deshacer(oficina, datos["lote"])
    with oficina.base.read() as session:
        kinds = set(session.scalars(select(ReferenciaRow.tipo)))
    assert kinds == {"comparendo"}


def test_several_rows_of_a_case_come_twice_without_effect(
    oficina: Workspace, multas: Traer
) -> None:
    listing = """\
Expediente;Deudor;Actividad;Resultado;Número COPE;Fecha registro
11001-1;ANA ROJAS;1. Recibir;registrado;COPE-70;
11001-1;ANA ROJAS;2. Asignar;asignado;COPE-71;01/09/2026
11001-1;ANA ROJAS;3. Verificar;cumple;COPE-72;02/09/2026
11001-2;LUIS PEÑA;1. Recibir;registrado;;
"""
    first = multas(listing, "cope")
    assert (first["nuevas"], first["cambiadas"], first["iguales"]) == (1, 2, 1)
    assert any("1 fila viene sin llenar" in notice for notice in first["avisos"])
    again = multas(listing, "cope")
    assert (again["iguales"], again["lote"]) == (4, None)

    remitir(oficina, "F-1")
    answers = """\
Expediente;Respuesta;Fecha respuesta;Valor pagado
11001-1;Recibido;01/09/2026;
11001-1;Pago;03/09/2026;100.000
"""
    assert multas(answers, "respuesta-sdh")["lote"]
    again = multas(answers, "respuesta-sdh")
    assert (again["iguales"], again["lote"]) == (2, None)
    with oficina.base.read() as session:
        assert len(session.scalars(select(PagoRow)).all()) == 1, "paid once"


POR_LLENAR = """\
Comparendo;Nombre;Estado LICO;Fecha de consulta
11001-1;ANA ROJAS;;01/09/2026
11001-2;LUIS PEÑA;Pagado;01/09/2026
11001-3;SARA GIL;xyz;01/09/2026
"""


def test_what_an_undated_listing_says_is_of_the_day_it_came_in(
    oficina: Workspace, traer: Traer, tmp_path: Path
) -> None:
    traer(TITULOS, "titulos")
    path = tmp_path / "sin-fecha.csv"
    states = ("Pendiente", "Pagado", "Pendiente", "Pagado")
    lines = (f"11001-1;1018422736;ANA {n};{s}" for n, s in enumerate(states))
    path.write_text("\n".join(("Comparendo;Cédula;Nombre;Estado LICO", *lines)))
    first = importar(
        Importar(path, "rnmc", SDSCJ), oficina, en_nombre_de("pro"), SilentProgress()
    ).datos
    assert (first["nuevas"], first["cambiadas"], first["iguales"]) == (1, 1, 2)

    later = en_nombre_de("pro", dt.date(2026, 10, 20))
    again = importar(
        Importar(path, "rnmc", SDSCJ), oficina, later, SilentProgress()
    ).datos
    assert (again["iguales"], again["lote"]) == (4, None)


def test_states_without_their_column_or_still_to_fill(multas: Traer) -> None:
    with pytest.raises(InvalidDataError, match="Estado en LICO» o «Estado en el RNMC"):
        multas(RNMC.replace("Estado RNMC;Estado LICO", "Nombre;Cédula"), "rnmc")

    datos = multas(POR_LLENAR, "rnmc")
    counts = ("leidas", "nuevas", "cambiadas", "iguales", "rechazadas")
    assert [datos[name] for name in counts] == [3, 1, 0, 1, 1]
    (error,) = datos["errores"]
    assert (error["celda"], error["codigo"]) == ("C4", "not_an_option")
    assert "Se espera: " in error["motivo"]
    assert "Pagado" in error["motivo"]


SDH = """\
Expediente;Respuesta;Fecha respuesta;Motivo;Valor pagado;Radicado
11001-1;Recibido;01/09/2026;;;SDH-1
11001-2;Devuelto para completar;02/09/2026;Falta la constancia;;SDH-2
11001-3;Pago;03/09/2026;;1.000.000;SDH-3
"""


def remitir(workspace: Workspace, *titulos: str) -> None:
    for titulo in titulos:
        poner(
            workspace,
            titulo,
            actividad="9",
            etapa="persuasivo",
            estado="REMITIDO_SDH",
            vence_proximo=None,
        )


def test_the_answers_of_the_sdh_reopen_and_pay(
    oficina: Workspace, multas: Traer
) -> None:
    remitir(oficina, "F-1", "F-2", "F-3")
    datos = multas(SDH, "respuesta-sdh")

    assert (datos["nuevas"], datos["rechazadas"]) == (3, 0)
    assert len(datos["reingresos"]) == 1
    first, second, third = (expediente_de(oficina, t) for t in ("F-1", "F-2", "F-3"))
    assert (first.estado, first.actividad) == ("REMITIDO_SDH", "9")
    assert (second.estado, second.actividad) == ("ABIERTO", "9")
    assert third.estado == "REMITIDO_SDH"
    assert third.saldo < 330_000_000
    with oficina.base.read() as session:
        paid = session.scalars(select(PagoRow)).one()
    assert (paid.valor, paid.expediente_id) == (100_000_000, third.id)

    again = multas(SDH, "respuesta-sdh")
    assert (again["iguales"], again["lote"]) == (3, None)
    with pytest.raises(NotAllowedError, match="expedientes que ya existían"):
        deshacer(oficina, datos["lote"])


def test_a_fault_of_the_title_brings_the_case_to_its_return(
    oficina: Workspace, multas: Traer
) -> None:
    remitir(oficina, "F-2")
    text = SDH.replace("Devuelto para completar", "Devuelto por falla del título")
    datos = multas(text, "respuesta-sdh")

    assert datos["nuevas"] == 1
    assert datos["rechazadas"] == 2
    assert "no está remitido" in datos["errores"][0]["motivo"]
    assert expediente_de(oficina, "F-2").actividad == "4"


def test_a_case_comes_back_once_from_a_file(oficina: Workspace, multas: Traer) -> None:
    remitir(oficina, "F-1", "F-2", "F-3")
    lines = SDH.splitlines()
    again = lines[2].replace("02/09/2026", "05/09/2026")
    datos = multas("\n".join((*lines, again)), "respuesta-sdh")

    (error,) = datos["errores"]
    assert (error["celda"], datos["nuevas"]) == ("B5", 3)
    assert "ya vuelve con la fila 3" in error["motivo"]
    assert expediente_de(oficina, "F-2").estado == "ABIERTO"


def test_a_case_does_not_come_back_before_it_was_sent(
    oficina: Workspace, multas: Traer
) -> None:
    remitir(oficina, "F-1", "F-2", "F-3")
    sent = dt.date(2026, 9, 15)
    with oficina.base.write.begin() as session:
        session.add(
            ActuacionRow(
                expediente_id=expediente_de(oficina, "F-2").id,
                tipo="cierre_actividad",
                actividad="9",
                resultado="remitido",
                fecha=sent,
                registrada_en=dt.datetime(2026, 9, 15, tzinfo=dt.UTC),
                usuario="coo",
                texto="Se remitió.",
                datos={},
            )
        )

    datos = multas(SDH, "respuesta-sdh")

    (error,) = datos["errores"]
    assert (error["celda"], error["valor"], datos["nuevas"]) == ("C3", "2 sep 2026", 2)
    assert "volvió el 2 de septiembre de 2026" in error["motivo"]
    assert "se remitió el 15 de septiembre de 2026" in error["motivo"]
    assert expediente_de(oficina, "F-2").estado == "REMITIDO_SDH"


def test_a_payment_without_value_is_told(oficina: Workspace, multas: Traer) -> None:
    remitir(oficina, "F-1", "F-2", "F-3")
    datos = multas(SDH.replace("1.000.000", ""), "respuesta-sdh")

    (error,) = datos["errores"]
    assert "no trae su valor" in error["motivo"]
    assert (datos["nuevas"], datos["rechazadas"]) == (2, 1)


def test_an_unknown_key_of_a_document_is_rejected(multas: Traer) -> None:
    datos = multas(
        "Clave documento;Radicado SIGA;Fecha radicado\nD999;2026-1;01/09/2026\n", "siga"
    )

    (error,) = datos["errores"]
    assert "no es la clave de ningún documento" in error["motivo"]


def test_an_unknown_format_names_the_known_ones(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(InvalidDataError, match="respuesta-sdh"):
        importar(
            Importar(path, "nada", SDSCJ),
            oficina,
            en_nombre_de("pro"),
            SilentProgress(),
        )
