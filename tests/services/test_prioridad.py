"""Marks of priority and the order they give, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.services.consultas import Pedido, listar
from cobro_desktop.services.trabajo.causas import (
    causa_de,
    causas_de_prioridad,
    orden_de,
)
from cobro_desktop.services.trabajo.prioridad import (
    Priorizar,
    QuitarPrioridad,
    criterios_de,
    marcas,
    por_que,
    priorizar,
    quitar_prioridad,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import lista
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def titulos(workspace: Workspace, consulta: str = "", orden: str = "numero") -> str:
    filas = listar(workspace, HOY, Pedido(consulta, orden, 100)).filas
    names = {"VIGÍAS": "1", "ÑÁÑEZ": "2", "ESCOLTAS": "3"}
    return "".join(names[fila.deudor.split()[0]] for fila in filas)


def marca(workspace: Workspace, *titles: str, causa: str = "cuantia") -> None:
    ids = tuple(expediente_de(workspace, title).id for title in titles)
    command = Priorizar(ids, causa, "Acta 3 del comité")
    priorizar(command, workspace, en_nombre_de("pro"))


def test_the_order_of_each_institution_places_its_causes() -> None:
    def place(cause: str, sigla: str) -> int:
        return orden_de(causa_de(causas_de_prioridad(), cause), sigla)

    # IDPYBA: término, cuantía, condiciones del deudor, naturaleza.
    causes = ("riesgo_prescripcion", "cuantia", "condiciones_deudor", "naturaleza")
    assert [place(c, "IDPYBA") for c in causes] == [1, 2, 3, 4]
    # SDSCJ: riesgo de prescripción, conducta recurrente; lo demás va después.
    assert [place(c, "SDSCJ") for c in ("riesgo_prescripcion", "conducta_recurrente",
                                        "cuantia")] == [1, 2, 3]  # fmt: skip
    # RNEC y SVSP nombran criterios y no fijan orden entre ellos.
    assert {place(c, s) for c in causes for s in ("RNEC", "SVSP")} == {1}
    assert place("orden_judicial", "IDPYBA") == place("orden_superior", "RNEC") == 0
    assert "no fija cuál va antes" in criterios_de("SVSP")
    assert "en el orden de IDPYBA (término de prescripción, cuantía" in (
        criterios_de("IDPYBA")
    )


def test_marked_cases_go_first_and_the_rest_by_their_safe_date(
    workspace: Workspace,
) -> None:
    # Ejecutorias de enero, febrero y noviembre de 2025: en ese orden prescriben.
    assert titulos(workspace, orden="prioridad") == "123"

    marca(workspace, "R-300")
    assert titulos(workspace, orden="prioridad") == "312"
    assert titulos(workspace, orden="-prioridad") == "213"

    marca(workspace, "R-200", causa="orden_superior")
    assert titulos(workspace, orden="prioridad") == "231"


def test_marks_are_found_by_the_query(workspace: Workspace) -> None:
    marca(workspace, "R-300", "R-100")
    marca(workspace, "R-100", causa="riesgo_prescripcion")

    assert titulos(workspace, "prioridad:si") == "13"
    assert titulos(workspace, "prioridad:no") == titulos(workspace, "-prioridad:si")
    assert titulos(workspace, "prioridad:vacío") == "2"
    assert titulos(workspace, "prioridad:riesgo") == "1"
    assert titulos(workspace, 'prioridad:"riesgo pres" saldo>0') == "1"


def test_a_mark_stays_on_record_with_its_reason(workspace: Workspace) -> None:
    marca(workspace, "R-100")
    marca(workspace, "R-100")  # it has it already: nothing new
    case = expediente_de(workspace, "R-100")
    with workspace.base.read() as session:
        (mark,) = marcas(session, [case.id])[case.id]
    assert (mark.nombre, mark.motivo, mark.puesta, mark.usuario) == (
        "Cuantía", "Acta 3 del comité", HOY, "pro",
    )  # fmt: skip

    off = QuitarPrioridad((case.id,), "Se pagó la mitad", "cuantia")
    done = quitar_prioridad(off, workspace, en_nombre_de("coo"))

    assert done.datos == {"desmarcados": 1}
    assert titulos(workspace, "prioridad:si") == ""
    with pytest.raises(InvalidDataError, match="Ninguno de esos"):
        quitar_prioridad(off, workspace, en_nombre_de("coo"))


def test_a_mark_needs_a_cause_a_reason_and_a_role(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100").id
    pro = en_nombre_de("pro")
    with pytest.raises(InvalidDataError, match="No existe la causa «urgente»"):
        priorizar(Priorizar((case,), "urgente", "Porque sí"), workspace, pro)
    with pytest.raises(InvalidDataError, match="Escriba el motivo"):
        priorizar(Priorizar((case,), "cuantia", " "), workspace, pro)
    command = Priorizar((case,), "cuantia", "Acta 3")
    with pytest.raises(NotAllowedError, match="no puede priorizar"):
        priorizar(command, workspace, en_nombre_de("aux"))
    assert titulos(workspace, "prioridad:si") == ""


def test_why_a_case_goes_before_another(workspace: Workspace) -> None:
    one, three = (expediente_de(workspace, t).id for t in ("R-100", "R-300"))

    found = por_que(workspace, three, one)

    assert (found.primero, found.segundo) == ("SVSP-2026-000001", "SVSP-2026-000003")
    assert [line.criterio for line in found.renglones if line.decide] == [
        "Fecha segura"
    ]
    marca(workspace, "R-300")
    found = por_que(workspace, one, three)
    assert found.primero == "SVSP-2026-000003"
    assert found.renglones[0] == (
        "Marca", "Cuantía (Acta 3 del comité)", "Sin marca", True,
    )  # fmt: skip


def test_a_long_list_is_read_in_the_same_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    marca(workspace, "R-300")
    pages = {}
    for limit in (50_000, 0):
        monkeypatch.setattr(lista, "_SORTED_AT_ONCE", limit)
        with workspace.base.read() as session:
            pages[limit] = [
                lista.pagina(
                    session,
                    lista.Filtro(),
                    lista.Orden("prioridad", descendente=down),
                    desde=start,
                    cuantos=2,
                )
                for down in (False, True)
                for start in (0, 1, 2)
            ]
    assert pages[0] == pages[50_000]
    assert [len(page) for page in pages[0]] == [2, 2, 1, 2, 2, 1]
