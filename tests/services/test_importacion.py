from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select, update

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage import bitacora
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    ExpedienteRow,
    LoteRow,
    ObligacionRow,
    ObligadoRow,
    PagoRow,
    PersonaRow,
    ReferenciaRow,
    TituloRow,
)
from tests.services.conftest import MUESTRAS, SVSP, Traer

TABLAS = (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    ExpedienteRow,
    LoteRow,
    ObligacionRow,
    ObligadoRow,
    PagoRow,
    PersonaRow,
    ReferenciaRow,
    TituloRow,
)
TITULOS = (
    "NIT", "RAZÓN SOCIAL", "CONCEPTO", "RESOLUCIÓN No.", "FECHA RESOLUCIÓN",
    "FECHA NOTIFICACIÓN", "FECHA EJECUTORIA", "VIGENCIA", "VR. CAPITAL", "ABONOS",
    "CORREO",
)  # fmt: skip
FILA = {
    "NIT": "890903938-8",
    "RAZÓN SOCIAL": "VIGÍAS & CÍA LTDA.",
    "CONCEPTO": "Multa",
    "RESOLUCIÓN No.": "R-100",
    "FECHA RESOLUCIÓN": "15/12/2024",
    "FECHA NOTIFICACIÓN": "20/12/2024",
    "FECHA EJECUTORIA": "15/01/2025",
    "VIGENCIA": "2024",
    "VR. CAPITAL": "1.000.000",
    "ABONOS": "0",
    "CORREO": "a@ejemplo.test",
}
OTRA = {"NIT": "860002964-4", "RAZÓN SOCIAL": "ÑÁÑEZ S.A.S.", "RESOLUCIÓN No.": "R-200"}


def verdad(archivo: str) -> dict[str, Any]:
    path = (MUESTRAS / archivo).with_suffix(".truth.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def contar(workspace: Workspace) -> dict[str, int]:
    """Count the rows of every table that an import writes."""
    with workspace.base.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            or 0
            for table in TABLAS
        }


def cuentas(datos: dict[str, Any]) -> tuple[int, int, int]:
    return datos["nuevas"], datos["cambiadas"], datos["iguales"]


@pytest.fixture
def hacer(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV of rows like `FILA`, each with its own changes."""
    numbers = iter(range(100))

    def write(*changes: dict[str, str]) -> Path:
        path = tmp_path / f"cartera-{next(numbers)}.csv"
        rows = [";".join(TITULOS)]
        rows += [";".join((FILA | change)[t] for t in TITULOS) for change in changes]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "muestra",
    [
        pytest.param(("cartera_svsp_2026-10.xlsx", "cartera", SVSP), id="SVSP"),
        pytest.param(("titulos_sdscj_2026-09.xlsx", "titulos", "PD-GJ-07"), id="SDSCJ"),
        pytest.param(("jurados_rnec_2026.xlsx", "titulos", "RJPD06"), id="RNEC"),
        pytest.param(("multas_idpyba_2026.csv", "titulos", "PA02-PR19"), id="IDPYBA"),
    ],
)  # fmt: skip
def test_a_sample_becomes_cases_as_its_truth_says(
    muestra: tuple[str, str, str], workspace: Workspace, traer: Traer
) -> None:
    archivo, formato, codigo = muestra
    truth = verdad(archivo)

    datos = traer(workspace, MUESTRAS / archivo, formato, codigo)

    assert datos["leidas"] == truth["rows"]
    assert cuentas(datos) == (truth["accepted"], 0, 0)
    assert datos["rechazadas"] == len(truth["rejected"])
    assert datos["ignoradas"] == {
        "vacias": truth["ignored"]["blank"],
        "subtotales": truth["ignored"]["subtotal"],
        "repetidas": truth["ignored"]["repeated"],
    }
    assert datos["suma_capital"] == truth["sum_capital"]
    wrong = {str(error["fila"]): error["columna"] for error in datos["errores"]}
    assert wrong == {row: column for row, (column, _) in truth["rejected"].items()}
    _check_written(workspace, truth, datos["lote"])


def _check_written(workspace: Workspace, truth: dict[str, Any], lote: int) -> None:
    """One case, title, obligation and principal for each accepted row."""
    counts = contar(workspace)
    one_each = ("expediente", "titulo", "obligacion", "deudor", "obligado", "actuacion")
    assert {counts[name] for name in one_each} == {truth["accepted"]}
    with workspace.base.read() as session:
        row = ExpedienteRow
        assert session.scalar(select(func.sum(row.capital))) == (
            truth["sum_capital"] * 100
        )
        assert set(session.scalars(select(row.estado))) == {"ABIERTO"}
        assert set(session.scalars(select(row.lote_id))) == {lote}
        assert (
            session.scalar(select(func.count(func.distinct(row.numero))))
            == (truth["accepted"])
        )
        stored = session.get_one(LoteRow, lote)
        assert workspace.contenido.leer(session, stored.sha256)


def test_a_dry_run_tells_the_same_and_writes_nothing(
    workspace: Workspace, traer: Traer
) -> None:
    before = contar(workspace)
    archivo = MUESTRAS / "multas_idpyba_2026.csv"

    dry = traer(workspace, archivo, "titulos", "PA02-PR19", simular=True)

    assert contar(workspace) == before
    with workspace.base.read() as session:
        assert bitacora.cabeza(session) is None
    real = traer(workspace, archivo, "titulos", "PA02-PR19")
    assert dry["lote"] is None
    assert {**dry, "lote": real["lote"]} == real


def test_the_same_file_twice_changes_nothing(svsp: Workspace, traer: Traer) -> None:
    before = contar(svsp)

    datos = traer(svsp, MUESTRAS / "cartera_svsp_2026-10.xlsx")

    assert cuentas(datos) == (0, 0, 1178)
    assert datos["diferencias"] == []
    assert datos["lote"] is None
    assert contar(svsp) == before


def test_a_batch_is_undone_and_its_numbers_stay_used(
    svsp: Workspace, contexto: Contexto, traer: Traer
) -> None:
    changes = deshacer_lote(DeshacerLote(1), svsp, contexto)

    again = traer(svsp, MUESTRAS / "cartera_svsp_2026-10.xlsx")

    assert changes.datos == {"deshechas": 1178}
    assert cuentas(again) == (1178, 0, 0)
    with svsp.base.read() as session:
        alive = select(func.min(ExpedienteRow.numero)).where(
            ExpedienteRow.lote_anulado_id.is_(None)
        )
        assert session.scalar(alive) == "SVSP-2026-001179"


def test_a_batch_is_undone_only_once(svsp: Workspace, contexto: Contexto) -> None:
    deshacer_lote(DeshacerLote(1), svsp, contexto)

    with pytest.raises(NotAllowedError, match="ya se había deshecho"):
        deshacer_lote(DeshacerLote(1), svsp, contexto)
    with pytest.raises(NotFoundError):
        deshacer_lote(DeshacerLote(77), svsp, contexto)


def test_a_batch_stays_once_a_later_act_depends_on_it(
    svsp: Workspace, contexto: Contexto
) -> None:
    with transaction(svsp, contexto, "prueba") as tx:
        expediente = tx.session.get_one(ExpedienteRow, 5)
        nota = Acto(tipo=TipoActuacion.NOTA, texto="Llamó.", fecha=contexto.hoy)
        registrar(tx, expediente, nota)

    with pytest.raises(NotAllowedError, match="después se actuó") as refused:
        deshacer_lote(DeshacerLote(1), svsp, contexto)

    assert refused.value.detalle["expedientes"] == ["SVSP-2026-000005"]
    with svsp.base.read() as session:
        undone = select(func.count(ExpedienteRow.lote_anulado_id))
        assert session.scalar(undone) == 0


def test_undoing_a_batch_gives_older_cases_their_data_back(
    workspace: Workspace, contexto: Contexto, traer: Traer, hacer: Callable[..., Path]
) -> None:
    first = hacer({})
    traer(workspace, first)
    said = {
        "VR. CAPITAL": "1.200.000",
        "FECHA EJECUTORIA": "16/01/2025",
        "CORREO": "b@ejemplo.test",
    }
    again = hacer(said)
    datos = traer(workspace, again)

    changes = deshacer_lote(DeshacerLote(datos["lote"]), workspace, contexto)

    before = {item["campo"]: item["antes"] for item in datos["diferencias"]}
    assert before["correo"] == "a@ejemplo.test"

    assert changes.resumen.endswith(": 1 expediente volvió a los datos de antes.")
    assert cuentas(traer(workspace, first)) == (0, 0, 1)
    with workspace.base.read() as session:
        case = session.get_one(ExpedienteRow, 1)
        assert (case.capital, case.saldo) == (100_000_000, 100_000_000)
        annulled = select(func.count(ActuacionRow.anula_id))
        assert session.scalar(annulled) == 1
    assert cuentas(traer(workspace, again)) == (0, 1, 0)


def test_undoing_payments_owes_them_again(
    svsp: Workspace, contexto: Contexto, traer: Traer
) -> None:
    owed = select(func.sum(ExpedienteRow.saldo))
    with svsp.base.read() as session:
        before = session.scalar(owed)
    datos = traer(svsp, MUESTRAS / "pagos_svsp_2026-10.xlsx", formato="pagos")

    with pytest.raises(NotAllowedError, match="después se actuó"):
        deshacer_lote(DeshacerLote(1), svsp, contexto)
    changes = deshacer_lote(DeshacerLote(datos["lote"]), svsp, contexto)

    assert changes.datos == {"deshechas": 240}
    with svsp.base.read() as session:
        assert session.scalar(owed) == before
        states = set(session.scalars(select(PagoRow.estado)))
    assert states == {"anulado"}


def test_who_works_the_cases_may_not_undo_a_batch(
    svsp: Workspace, contexto: Contexto
) -> None:
    crear_usuario(CrearUsuario("pro", "Paula", (Rol.PRO,)), svsp, contexto)
    other = Contexto(contexto.hoy, "pro", contexto.equipo)

    with pytest.raises(NotAllowedError, match="Paula no puede deshacer un lote"):
        deshacer_lote(DeshacerLote(1), svsp, other)


class CancelsWhileWriting(SilentProgress):
    def report(self, done: int, total: int, detail: str) -> None:
        if detail == "Guardando expedientes":
            assert done
            assert total
            raise CancelledByUserError


def test_a_cancel_in_the_middle_leaves_nothing(
    workspace: Workspace, contexto: Contexto, traer: Traer
) -> None:
    before = contar(workspace)
    archivo = MUESTRAS / "cartera_svsp_2026-10.xlsx"
    command = Importar(archivo, "cartera", SVSP)

    with pytest.raises(CancelledByUserError):
        importar(command, workspace, contexto, CancelsWhileWriting())

    assert contar(workspace) == before
    datos = traer(workspace, archivo)
    assert cuentas(datos) == (1178, 0, 0)
    with workspace.base.read() as session:
        assert session.get_one(ExpedienteRow, 1).numero == "SVSP-2026-000001"


def test_rejected_rows_come_back_corrected(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path], tmp_path: Path
) -> None:
    rechazos = tmp_path / "rechazos.xlsx"
    archivo = hacer({}, OTRA | {"VR. CAPITAL": "pendiente"})
    first = traer(workspace, archivo, rechazos=rechazos)
    book = openpyxl.load_workbook(rechazos)
    sheet: Any = book.active
    column = next(c.column for c in sheet[1] if c.value == "VR. CAPITAL")
    sheet.cell(2, column).value = 2_500_000
    book.save(rechazos)

    second = traer(workspace, rechazos)

    assert (cuentas(first), first["rechazadas"]) == ((1, 0, 0), 1)
    assert (cuentas(second), second["rechazadas"]) == ((1, 0, 0), 0)
    assert second["suma_capital"] == 2_500_000


def test_a_changed_capital_is_applied_at_the_first_activity(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}, OTRA))

    datos = traer(workspace, hacer({"VR. CAPITAL": "1.200.000"}, OTRA))

    assert cuentas(datos) == (0, 1, 1)
    [change] = datos["diferencias"]
    assert change == change | {
        "fila": 2,
        "expediente": "SVSP-2026-000001",
        "campo": "capital",
        "antes": "$ 1.000.000",
        "despues": "$ 1.200.000",
        "protegido": False,
        "clase": "cambio_alla",
    }
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, 1)
        assert expediente.capital == expediente.saldo == 1_200_000_00
        act = session.scalars(
            select(ActuacionRow.texto).where(ActuacionRow.tipo == "correccion")
        ).one()
    assert "capital: $ 1.000.000 → $ 1.200.000" in act


def test_a_changed_capital_is_only_shown_once_the_case_moved(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}))
    with workspace.base.write.begin() as session:
        session.execute(update(ExpedienteRow).values(actividad="6"))

    datos = traer(workspace, hacer({"VR. CAPITAL": "1.200.000"}))

    assert cuentas(datos) == (0, 0, 1)
    assert [d["protegido"] for d in datos["diferencias"]] == [True]
    with workspace.base.read() as session:
        assert session.get_one(ExpedienteRow, 1).capital == 1_000_000_00


def test_money_is_not_overwritten_once_a_payment_lowered_it(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}))
    with workspace.base.write.begin() as session:
        session.get_one(ObligacionRow, 1).saldo_capital = 400_000_00

    datos = traer(workspace, hacer({"VR. CAPITAL": "1.200.000"}))

    assert [d["protegido"] for d in datos["diferencias"]] == [True]
    with workspace.base.read() as session:
        assert session.get_one(ObligacionRow, 1).saldo_capital == 400_000_00


def test_a_new_mail_is_added_even_when_the_case_moved(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}))
    with workspace.base.write.begin() as session:
        session.execute(update(ExpedienteRow).values(actividad="6"))

    datos = traer(workspace, hacer({"CORREO": "nuevo@ejemplo.test"}))

    assert cuentas(datos) == (0, 1, 0)
    with workspace.base.read() as session:
        mails = session.scalars(
            select(DireccionRow.texto)
            .where(DireccionRow.tipo == "correo")
            .order_by(DireccionRow.id)
        ).all()
    assert mails == ["a@ejemplo.test", "nuevo@ejemplo.test"]


def test_a_returned_title_that_comes_again_is_told_apart(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}, OTRA))
    with workspace.base.write.begin() as session:
        session.execute(
            update(ExpedienteRow).where(ExpedienteRow.id == 1).values(estado="DEVUELTO")
        )

    datos = traer(workspace, hacer({}, OTRA))

    assert datos["reingresos"] == [{"fila": 2, "expediente": "SVSP-2026-000001"}]
    assert cuentas(datos) == (0, 1, 1)


def test_a_second_vigencia_of_a_title_joins_its_case(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}))

    datos = traer(workspace, hacer({}, {"VIGENCIA": "2025", "VR. CAPITAL": "500.000"}))

    assert cuentas(datos) == (1, 0, 1)
    counts = contar(workspace)
    assert (counts["expediente"], counts["titulo"], counts["obligacion"]) == (1, 1, 2)
    with workspace.base.read() as session:
        assert session.get_one(ExpedienteRow, 1).capital == 1_500_000_00


def test_the_first_row_of_a_title_tells_its_ejecutoria(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    later = {"VIGENCIA": "2025", "FECHA EJECUTORIA": "20/02/2025"}

    first, again = (traer(workspace, hacer({}, later)) for _ in range(2))

    assert (cuentas(first), cuentas(again)) == ((2, 0, 0), (0, 0, 2))
    for datos in (first, again):
        assert [n for n in datos["avisos"] if "La fila 3 de la hoja dice otra" in n]
    with workspace.base.read() as session:
        assert session.get_one(TituloRow, 1).ejecutoria == dt.date(2025, 1, 15)


def test_one_person_in_two_titles_is_one_person(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    traer(workspace, hacer({}, {"RESOLUCIÓN No.": "R-101"}))

    counts = contar(workspace)
    assert (counts["expediente"], counts["persona"]) == (2, 1)


def test_abonos_without_a_date_are_one_opening_movement(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path], contexto: Contexto
) -> None:
    traer(workspace, hacer({"ABONOS": "300.000"}))

    with workspace.base.read() as session:
        row = session.get_one(ObligacionRow, 1)
        assert row.saldo_capital == 700_000_00
        assert (row.abono_historico, row.abono_fecha) == (300_000_00, contexto.hoy)


def test_payments_find_their_cases_or_wait(svsp: Workspace, traer: Traer) -> None:
    truth = verdad("pagos_svsp_2026-10.xlsx")
    archivo = MUESTRAS / "pagos_svsp_2026-10.xlsx"

    datos = traer(svsp, archivo, "pagos")
    again = traer(svsp, archivo, "pagos")

    assert datos["leidas"] == truth["rows"]
    assert (datos["conciliados"], datos["sin_identificar"]) == (215, 25)
    assert (truth["matched"], truth["unmatched"]) == (215, 25)
    assert datos["total"] == truth["total"]
    assert cuentas(again) == (0, 0, 240)
    assert contar(svsp)["pago"] == 240


def test_a_dry_run_of_payments_tells_the_same(svsp: Workspace, traer: Traer) -> None:
    before = contar(svsp)

    datos = traer(svsp, MUESTRAS / "pagos_svsp_2026-10.xlsx", "pagos", simular=True)

    assert (datos["conciliados"], datos["sin_identificar"]) == (215, 25)
    assert contar(svsp) == before


def test_an_unknown_format_or_procedure_is_refused(
    workspace: Workspace, traer: Traer, hacer: Callable[..., Path]
) -> None:
    with pytest.raises(InvalidDataError, match="Los que hay son: titulos, cartera"):
        traer(workspace, hacer({}), "facturas")
    with pytest.raises(NotFoundError):
        traer(workspace, hacer({}), "cartera", "XX-99")
    assert contar(workspace)["expediente"] == 0
