from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.cierres.certificado import escribir_certificado
from cobro_desktop.services.cierres.cifras import huella_de, sellado, ultimo_dia
from cobro_desktop.services.cierres.registro import (
    CerrarMes,
    cambios_desde,
    cerrar_mes,
    cierre_de,
    cierres,
)
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import CierreMesRow
from tests.documents.lectura import paginas
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

OCTUBRE = dt.date(2026, 10, 5)
ENTERA = 4_423_500_00
"""1.000.000 + 1.423.500 + 2.000.000, received on 30 September."""


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def cerrar(workspace: Workspace, mes: str, motivo: str = "") -> None:
    cerrar_mes(CerrarMes(mes, motivo=motivo), workspace, en_nombre_de("coo", OCTUBRE))


def paga(workspace: Workspace, day: dt.date, valor: int) -> None:
    case = expediente_de(workspace, "R-200")
    registrar_pago(
        RegistrarPago(case.id, day, valor, f"PSE-{valor}"),
        workspace,
        en_nombre_de("fin", OCTUBRE),
    )


def test_a_month_squares(oficina: Workspace) -> None:
    cerrar(oficina, "2026-08")
    cerrar(oficina, "2026-09")

    august, september = (
        cierre_de(oficina, "", "2026-08"),
        cierre_de(oficina, "", "2026-09"),
    )
    assert august.datos["total"]["final"] == 0
    total = september.datos["total"]
    assert (total["inicial"], total["altas"], total["final"]) == (0, ENTERA, ENTERA)
    assert september.datos["expedientes_recibidos"] == 3
    assert september.anterior == august.huella


def test_what_comes_later_is_told_and_changes_nothing(oficina: Workspace) -> None:
    cerrar(oficina, "2026-09")
    before = cierre_de(oficina, "", "2026-09")
    paga(oficina, dt.date(2026, 9, 30), 50_000_00)

    after = cierre_de(oficina, "", "2026-09")
    changed = {c.donde: (c.cerrado, c.ahora) for c in cambios_desde(oficina, after)}

    assert after.datos == before.datos
    closed, now = changed["Total: saldo final"]
    assert closed == ENTERA
    # ET 804 splits the 50.000 between capital and interest, in proportion.
    assert ENTERA - 50_000_00 < now < ENTERA
    recaudo = sum(now - closed for donde, (closed, now) in changed.items()
                  if donde.startswith("Recaudo"))  # fmt: skip
    assert recaudo == 50_000_00


def test_closing_again_takes_a_reason_and_keeps_the_first(oficina: Workspace) -> None:
    cerrar(oficina, "2026-09")
    with pytest.raises(NotAllowedError, match="ya se cerró"):
        cerrar(oficina, "2026-09")
    paga(oficina, dt.date(2026, 9, 30), 50_000_00)

    cerrar(oficina, "2026-09", "Llegó tarde un pago del 30")

    kept = cierres(oficina)
    assert [(c.orden, c.motivo) for c in kept] == [
        (2, "Llegó tarde un pago del 30"),
        (1, ""),
    ]
    assert kept[0].anterior == kept[1].huella
    assert cambios_desde(oficina, kept[0]) == []


def test_a_month_that_has_not_ended_is_not_closed(oficina: Workspace) -> None:
    with pytest.raises(NotAllowedError, match="no ha terminado"):
        cerrar(oficina, "2026-10")
    with pytest.raises(NotFoundError, match="no se ha cerrado"):
        cierre_de(oficina, "", "2026-10")


def test_only_who_answers_for_it_closes(oficina: Workspace) -> None:
    with pytest.raises(NotAllowedError):
        cerrar_mes(CerrarMes("2026-08"), oficina, en_nombre_de("pro", OCTUBRE))


@pytest.mark.parametrize("wrong", ["2026", "2026-13", "septiembre", "0000-01", ""])
def test_what_is_no_month_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidDataError, match="AAAA-MM"):
        ultimo_dia(wrong)


def test_a_figure_changed_by_another_hand_shows(oficina: Workspace) -> None:
    cerrar(oficina, "2026-09")
    assert [h for h in verificar(oficina).hallazgos if h.clase == "cierre"] == []
    with oficina.base.write.begin() as session:
        row = session.scalars(select(CierreMesRow)).one()
        row.datos = row.datos | {"obligaciones": 99}

    found = [h for h in verificar(oficina).hallazgos if h.clase == "cierre"]

    assert len(found) == 1
    assert "septiembre de 2026" in found[0].mensaje


@pytest.mark.parametrize(
    ("columna", "valor"),
    [
        ("motivo", "otro"),
        ("usuario", "otra"),
        ("creado_en", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        ("mes", dt.date(2026, 7, 31)),
        ("huella", ""),
    ],
)
def test_a_close_that_is_not_the_one_of_the_audit_log_shows(
    oficina: Workspace, columna: str, valor: object
) -> None:
    cerrar(oficina, "2026-09")
    assert [h for h in verificar(oficina).hallazgos if h.clase == "cierre"] == []
    with oficina.base.write.begin() as session:
        row = session.scalars(select(CierreMesRow)).one()
        if columna == "huella":  # figures and fingerprint that agree with each other
            row.datos = row.datos | {"obligaciones": 99}
            valor = huella_de(row.datos, row.anterior)
        setattr(row, columna, valor)

    found = [h.mensaje for h in verificar(oficina).hallazgos if h.clase == "cierre"]

    assert len(found) == 1
    assert "no es el que la bitácora registra" in found[0]


def test_a_close_that_was_erased_shows_and_an_older_one_is_printed(
    oficina: Workspace,
) -> None:
    cerrar(oficina, "2026-09")
    cerrar(oficina, "2026-09", "Llegó tarde un pago")

    first = cierre_de(oficina, "", "2026-09", 1)
    with oficina.base.write.begin() as session:
        session.delete(session.scalars(select(CierreMesRow).filter_by(orden=2)).one())

    assert (first.orden, first.motivo) == (1, "")
    sealed = sellado(first.datos, first.anterior)
    assert hashlib.sha256(sealed.encode()).hexdigest() == first.huella
    with pytest.raises(NotFoundError, match="se cerró 1 vez: no hay"):
        cierre_de(oficina, "", "2026-09", 2)
    found = [h.mensaje for h in verificar(oficina).hallazgos if h.clase == "cierre"]
    assert found == ["La bitácora registra un cierre que ya no está."]


def test_the_certificate_prints_the_figures_and_their_fingerprint(
    oficina: Workspace, tmp_path: Path
) -> None:
    cerrar(oficina, "2026-09")
    found = cierre_de(oficina, "", "2026-09")
    path = tmp_path / "cierre.pdf"

    escribir_certificado(found, path, oficina, en_nombre_de("coo", OCTUBRE))

    said = " ".join(paginas(path.read_bytes()))
    assert "Septiembre de 2026" in said
    assert "$ 4.423.500" in said
    assert found.huella in said.replace("\n", "")
