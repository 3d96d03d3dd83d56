"""The bulletin on the cases: who goes in, who stays out, who leaves (RULES 8)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cobro_desktop.domain.bdme_novedades import Novedad, SeccionBdme
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    MissingParameterError,
    NotAllowedError,
)
from cobro_desktop.services.bdme.informe import PedidoBdme, informe_bdme
from cobro_desktop.services.bdme.modelo import FilaBdme, InformeBdme
from cobro_desktop.services.bdme.registro import (
    ConservarBdme,
    conservar_bdme,
    exportar_bdme,
)
from cobro_desktop.services.bdme.retiros import (
    RegistrarRetiros,
    registrar_retiros,
    retiros_pendientes,
)
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.liquidaciones import liquidar_caso
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.trabajo.vinculacion import Vincular, vincular
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.base import Row
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    AcuerdoRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    IncidenteRow,
    LoteRow,
    ObligacionRow,
    TituloRow,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

pytestmark = pytest.mark.filterwarnings("error")

NOVIEMBRE_2025 = dt.date(2025, 11, 30)
MAYO_2026 = dt.date(2026, 5, 31)
HOY = dt.date(2026, 6, 3)
VIGIAS, NUNEZ, ESCOLTAS = "R-100", "R-200", "R-300"


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    """An office whose first case owes T-8.1 in capital; no interest in the sum."""
    workspace = abrir_oficina(any_base, tmp_path)
    debe(workspace, VIGIAS, 7_200_000, dt.date(2025, 5, 20))
    # Due when the cut comes, so that no interest blurs the figures of the tests.
    debe(workspace, NUNEZ, 1_000_000, NOVIEMBRE_2025)
    debe(workspace, ESCOLTAS, 2_000_000, NOVIEMBRE_2025)
    return workspace


def debe(workspace: Workspace, titulo: str, pesos: int, exigible: dt.date) -> None:
    """Make a case owe an amount since a day."""

    def change(debt: ObligacionRow) -> None:
        debt.capital = debt.saldo_capital = pesos * 100
        debt.exigible = exigible

    obligacion(workspace, titulo, change)


def obligacion(
    workspace: Workspace, titulo: str, change: Callable[[ObligacionRow], None]
) -> None:
    case = expediente_de(workspace, titulo).id
    with workspace.base.write.begin() as session:
        change(
            session.scalars(
                select(ObligacionRow).where(ObligacionRow.expediente_id == case)
            ).one()
        )


def acto(workspace: Workspace, titulo: str, **values: Any) -> None:
    case = expediente_de(workspace, titulo).id
    with workspace.base.write.begin() as session:
        row = session.scalars(
            select(TituloRow).where(TituloRow.expediente_id == case)
        ).one()
        for name, value in values.items():
            setattr(row, name, value)


def agrega(workspace: Workspace, row: Row) -> None:
    with workspace.base.write.begin() as session:
        session.add(row)


def acuerdo(workspace: Workspace, titulo: str, **values: Any) -> None:
    options = {
        "estado": "vigente",
        "solicitado": dt.date(2025, 6, 1),
        "firma": dt.date(2025, 6, 15),
        "cuotas": 1,
    }
    case = expediente_de(workspace, titulo).id
    agrega(workspace, AcuerdoRow(expediente_id=case, **(options | values)))


def al(workspace: Workspace, corte: dt.date = NOVIEMBRE_2025) -> InformeBdme:
    return informe_bdme(workspace, PedidoBdme(corte), HOY)


def de(informe: InformeBdme, nombre: str = "VIGÍAS") -> FilaBdme:
    (found,) = [
        f
        for f in informe.filas
        if f.nombre.startswith(nombre) and f.seccion is not SeccionBdme.ACTUALIZACION
    ]
    return found


def solo_capital(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the balance as the capital alone, as an entity may choose."""
    chosen = workspace.opciones("SVSP").con({"bdme.base": "CAPITAL"})
    monkeypatch.setattr(Workspace, "opciones", lambda *_: chosen)


@pytest.mark.parametrize(
    ("pesos", "exigible", "section"),
    [
        pytest.param(7_200_000, dt.date(2025, 5, 20), SeccionBdme.SEMESTRAL, id="in"),
        pytest.param(
            7_200_000, dt.date(2025, 6, 1), SeccionBdme.EXCLUIDOS, id="too young"
        ),
        pytest.param(
            7_117_500, dt.date(2025, 5, 20), SeccionBdme.EXCLUIDOS, id="five wages"
        ),
    ],
)
def test_t_8_1(
    oficina: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    pesos: int,
    exigible: dt.date,
    section: SeccionBdme,
) -> None:
    solo_capital(oficina, monkeypatch)
    debe(oficina, VIGIAS, pesos, exigible)

    found = al(oficina)

    assert found.regla.umbral == 711_750_000
    assert de(found).seccion is section


def test_t_8_2_the_wage_of_2026_takes_who_was_reported_off(
    oficina: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    solo_capital(oficina, monkeypatch)
    assert de(al(oficina, MAYO_2026)).seccion is SeccionBdme.EXCLUIDOS
    conservar(oficina, al(oficina))

    row = de(al(oficina, MAYO_2026))

    assert row.seccion is SeccionBdme.RETIROS
    assert row.novedad is Novedad.SALE
    assert row.valor_anterior == 720_000_000
    assert "$ 7.200.000" in row.motivo
    assert "$ 8.754.525 (5 salarios mínimos de 2026)" in row.motivo


def test_the_total_balance_counts_the_interest(oficina: Workspace) -> None:
    # 7 000 000 at 12 % for 194 days (20 May to 30 November): 446 466 (446 465,75).
    debe(oficina, VIGIAS, 7_000_000, dt.date(2025, 5, 20))

    row = de(al(oficina))

    assert row.seccion is SeccionBdme.SEMESTRAL
    assert row.valor == 744_646_600
    assert row.motivo == (
        "Debe $ 7.446.466 en 1 obligación con más de seis meses en mora (exigible "
        "desde el 20 may 2025), más de $ 7.117.500 (5 salarios mínimos de 2025)."
    )


def test_the_batch_gives_what_liquidating_one_by_one_gives(oficina: Workspace) -> None:
    pagar(oficina, VIGIAS, dt.date(2025, 10, 1), 100_000)
    debe(oficina, ESCOLTAS, 9_000_000, dt.date(2024, 3, 31))
    found = al(oficina)

    for titulo, nombre in ((VIGIAS, "VIGÍAS"), (ESCOLTAS, "ESCOLTAS")):
        case = expediente_de(oficina, titulo).id
        owed = liquidar_caso(oficina, case, NOVIEMBRE_2025).saldo.total
        assert de(found, nombre).valor == owed


def test_what_a_person_owes_in_several_cases_adds_up(oficina: Workspace) -> None:
    debe(oficina, VIGIAS, 4_000_000, dt.date(2025, 5, 20))
    debe(oficina, NUNEZ, 4_000_000, dt.date(2025, 5, 20))
    with oficina.base.read() as session:
        who = session.scalars(
            select(TituloRow.persona_id).where(TituloRow.numero == VIGIAS)
        ).one()
    acto(oficina, NUNEZ, persona_id=who)

    row = de(al(oficina))

    assert row.seccion is SeccionBdme.SEMESTRAL
    assert [a.numero for a in row.actos] == [VIGIAS, NUNEZ]
    # 194 days on each 4 000 000: 255 123 (255 123,29).
    assert row.valor == 2 * (400_000_000 + 25_512_300)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"ejecutoria": None}, "no consta la ejecutoria"),
        ({"ejecutoria": dt.date(2025, 12, 1)}, "en firme el 1 dic 2025"),
        ({"fecha_legal": dt.date(2025, 11, 29)}, "prescribió el 29 nov 2025"),
    ],
)
def test_what_is_not_final_or_prescribed_stays_out(
    oficina: Workspace, values: dict[str, Any], reason: str
) -> None:
    acto(oficina, VIGIAS, **values)

    row = de(al(oficina))

    assert row.seccion is SeccionBdme.EXCLUIDOS
    assert reason in row.motivo
    assert "R-100 ($ 7.200.000 de capital)" in row.motivo


def test_insolvency_and_a_suit_stay_out_while_they_last(oficina: Workspace) -> None:
    case = expediente_de(oficina, VIGIAS)
    with oficina.base.read() as session:
        title = session.scalars(
            select(TituloRow.id).where(TituloRow.expediente_id == case.id)
        ).one()
    began, ended = dt.date(2025, 9, 1), dt.date(2026, 1, 10)
    agrega(
        oficina,
        EventoPrescripcionRow(
            titulo_id=title, tipo="concordato", fecha=began, hasta=ended
        ),
    )
    assert "insolvencia o liquidación desde el 1 sep 2025" in de(al(oficina)).motivo

    agrega(oficina, IncidenteRow(expediente_id=case.id, tipo="demanda", abierto=ended))
    assert "demandado desde el 10 ene 2026" in de(al(oficina, MAYO_2026)).motivo


def test_an_agreement_in_force_stays_out_and_a_broken_one_goes_in(
    oficina: Workspace,
) -> None:
    acuerdo(oficina, VIGIAS)
    assert "vigente el acuerdo de pago firmado el 15 jun 2025" in de(al(oficina)).motivo

    debe(oficina, NUNEZ, 10_000, dt.date(2025, 11, 29))
    acuerdo(
        oficina,
        NUNEZ,
        estado="incumplido",
        incumplido_desde=dt.date(2025, 8, 15),
        cerrado=dt.date(2025, 9, 1),
    )
    row = de(al(oficina), "ÑÁÑEZ")
    assert row.seccion is SeccionBdme.INCUMPLIMIENTO
    # A day of 12 % on 10 000: 3 pesos.
    assert row.valor == 1_000_300
    assert row.motivo.startswith(
        "Incumplió el acuerdo de pago firmado el 15 jun 2025 desde el 15 ago 2025 y "
        "debe $ 10.003."
    )


def test_who_paid_stays_out_with_the_day(oficina: Workspace) -> None:
    pagar(oficina, VIGIAS, dt.date(2025, 11, 3))

    assert "se pagó el 3 nov 2025" in de(al(oficina)).motivo


def test_the_year_whose_wage_is_missing_is_named(oficina: Workspace) -> None:
    with pytest.raises(MissingParameterError, match="de 2099"):
        al(oficina, dt.date(2099, 5, 31))


def test_another_date_is_warned_and_a_cut_is_not(oficina: Workspace) -> None:
    told = " ".join(al(oficina, dt.date(2026, 3, 31)).advertencias)
    assert "no es uno de los dos cortes" in told
    assert "no es uno" not in " ".join(al(oficina).advertencias)


def test_the_next_report_knows_what_changed(oficina: Workspace) -> None:
    debe(oficina, ESCOLTAS, 9_000_000, dt.date(2025, 1, 10))
    first = al(oficina)
    assert {f.novedad for f in first.reportados} == {Novedad.NUEVO}
    conservar(oficina, first)

    assert {f.novedad for f in al(oficina).reportados} == {Novedad.SIGUE}
    debe(oficina, VIGIAS, 8_000_000, dt.date(2025, 5, 20))
    debe(oficina, ESCOLTAS, 1_000, dt.date(2025, 1, 10))
    debe(oficina, NUNEZ, 9_000_000, dt.date(2025, 5, 20))
    second = al(oficina)

    # 194 days of 12 % on 8 000 000: 510 247 (510 246,57); on 7 200 000: 459 222.
    (changed,) = second.secciones[SeccionBdme.ACTUALIZACION]
    assert "El valor pasó de $ 7.659.222 a $ 8.510.247." in changed.motivo
    assert de(second, "ESCOLTAS").seccion is SeccionBdme.RETIROS
    assert de(second, "ÑÁÑEZ").novedad is Novedad.NUEVO


def test_a_kept_report_is_frozen_with_its_workbook_and_who(oficina: Workspace) -> None:
    done = conservar(oficina, al(oficina))

    with oficina.base.read() as session:
        lote = session.get_one(LoteRow, done["lote"])
        content = oficina.contenido.leer(session, lote.sha256)
        assert (lote.tipo, lote.usuario) == ("bdme:2025-11-30", "fin")
        assert hashlib.sha256(content).hexdigest() == lote.sha256 == done["sha256"]
    with pytest.raises(NotAllowedError, match="conservar el informe"):
        conservar_bdme(ConservarBdme(al(oficina)), oficina, en_nombre_de("adm", HOY))


def test_two_reports_worked_out_at_once_are_not_both_kept(oficina: Workspace) -> None:
    first, second = al(oficina), al(oficina)
    conservar(oficina, first)

    with pytest.raises(ConflictError, match="otro informe"):
        conservar(oficina, second)


def test_the_same_report_makes_the_same_bytes(
    oficina: Workspace, tmp_path: Path
) -> None:
    found = al(oficina)
    contexto = en_nombre_de("fin", HOY)
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"

    exportar_bdme(found, one, oficina, contexto)
    exportar_bdme(found, two, oficina, contexto)

    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(InvalidDataError, match=r"\.xlsx"):
        exportar_bdme(found, tmp_path / "a.csv", oficina, contexto)


def test_a_file_of_payments_tells_who_is_to_be_taken_off(
    oficina: Workspace, tmp_path: Path
) -> None:
    conservar(oficina, al(oficina))
    path = tmp_path / "pagos.csv"
    path.write_text(
        "Fecha;Referencia;NIT;Resolución;Valor\n"
        f"20/01/2026;B-1;890903938-8;{VIGIAS};20.000.000\n"
        f"20/01/2026;B-2;860002964-4;{NUNEZ};1.000\n",
        encoding="utf-8",
    )
    command = Importar(path, "pagos", "PRO-GJU-130-008")

    done = importar(command, oficina, en_nombre_de("fin", HOY), SilentProgress())

    told = done.datos["avisos"]
    assert isinstance(told, list)
    (alert,) = [text for text in told if "BDME" in text]
    assert alert.startswith("VIGÍAS")
    assert "pida su retiro de inmediato" in alert


def test_who_pays_after_the_report_is_to_be_taken_off(oficina: Workspace) -> None:
    conservar(oficina, al(oficina))
    case = expediente_de(oficina, VIGIAS)
    assert retiros_pendientes(oficina, "", HOY).pendientes == ()
    assert en_bdme(oficina, case)

    told = pagar(oficina, VIGIAS, dt.date(2026, 1, 10), 100_000)
    assert "BDME" not in told
    told = pagar(oficina, VIGIAS, dt.date(2026, 1, 20))
    assert "está en el boletín de deudores morosos (BDME)" in told
    assert "pida su retiro de inmediato" in told
    late = " ".join(al(oficina).advertencias)
    assert "Después del corte pagaron todo lo que debían: VIGÍAS" in late
    (pending,) = retiros_pendientes(oficina, "", HOY).pendientes
    assert pending.desde == dt.date(2026, 1, 20)
    assert "Pagó todo lo que se reportó el 20 ene 2026" in pending.motivo

    registrar_retiros(RegistrarRetiros("SVSP"), oficina, en_nombre_de("fin", HOY))
    assert retiros_pendientes(oficina, "", HOY).pendientes == ()
    assert not en_bdme(oficina, case)
    assert de(al(oficina, MAYO_2026)).seccion is SeccionBdme.EXCLUIDOS
    with pytest.raises(NotAllowedError, match="No hay retiros"):
        registrar_retiros(RegistrarRetiros("SVSP"), oficina, en_nombre_de("fin", HOY))


def test_who_answers_with_a_debtor_is_told_once_and_adds_nothing(
    oficina: Workspace,
) -> None:
    """The debt is the debtor's; somebody with a debt of their own keeps their row."""
    own = "NIT 899999061-9"
    for documento, nombre in (("CC 52123456", "ZOE LUNA"), (own, "no importa")):
        vincular(
            Vincular(
                expediente_id=expediente_de(oficina, VIGIAS).id, rol="solidario",
                documento=documento, nombre=nombre, motivo="Contrato 1",
                tope=50_000_000,
            ),
            oficina,
            en_nombre_de("pro"),
        )  # fmt: skip
    found = al(oficina)

    row = de(found, "ZOE LUNA")
    assert (row.seccion, row.valor) == (SeccionBdme.EXCLUIDOS, 0)
    assert "deudor solidario, hasta $ 500.000, por lo que debe VIGÍAS" in row.motivo
    assert de(found).seccion is SeccionBdme.SEMESTRAL
    assert "Responde como" not in de(found, "ESCOLTAS").motivo


def test_who_signs_an_agreement_after_the_report_is_to_be_taken_off(
    oficina: Workspace,
) -> None:
    conservar(oficina, al(oficina))
    acuerdo(oficina, VIGIAS, firma=dt.date(2026, 2, 15))

    (pending,) = retiros_pendientes(oficina, "", HOY).pendientes

    assert "Firmó un acuerdo de pago el 15 feb 2026" in pending.motivo


def test_a_report_that_is_undone_does_not_count(oficina: Workspace) -> None:
    done = conservar(oficina, al(oficina))

    deshacer_lote(DeshacerLote(done["lote"]), oficina, en_nombre_de("coo", HOY))

    assert al(oficina).anterior is None
    assert not en_bdme(oficina, expediente_de(oficina, VIGIAS))


def conservar(workspace: Workspace, informe: InformeBdme) -> dict[str, Any]:
    contexto = en_nombre_de("fin", HOY)
    return conservar_bdme(ConservarBdme(informe), workspace, contexto).datos


def pagar(
    workspace: Workspace, titulo: str, fecha: dt.date, pesos: int | None = None
) -> str:
    """Pay an amount, or everything that is owed that day."""
    case = expediente_de(workspace, titulo).id
    owed = liquidar_caso(workspace, case, fecha).saldo.total
    value = pesos * 100 if pesos else owed
    command = RegistrarPago(case, fecha, value, f"P-{titulo}-{fecha}")
    return registrar_pago(command, workspace, en_nombre_de("fin", HOY)).resumen


def en_bdme(workspace: Workspace, case: ExpedienteRow) -> bool:
    with workspace.base.read() as session:
        row = session.get_one(ExpedienteRow, case.id)
        return hechos_de(session, workspace, row, HOY).en_bdme
