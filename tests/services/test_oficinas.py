"""What each office sees and may work, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services import agenda, radar
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.consultas import Pedido, ficha, listar
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import CrearDocumento, crear_documento
from cobro_desktop.services.documentos.firma import EmitirDocumento, emitir_documento
from cobro_desktop.services.expedientes import id_de
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.repartos import Repartir, repartir
from cobro_desktop.services.trabajo.alcance import mirar_como
from cobro_desktop.services.trabajo.oficinas import (
    CrearOficina,
    DarOficinas,
    Trasladar,
    crear_oficina,
    dar_oficinas,
    id_de_oficina,
    oficinas,
    trasladar,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import lista, tablero
from cobro_desktop.storage.rows import ActuacionRow, DocumentoRow, ExpedienteRow
from tests.services.oficina import HOY, en_nombre_de
from tests.services.oficinas_rnec import CENTRAL, HUILA, TOLIMA, abrir_registraduria


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_registraduria(any_base, tmp_path)


def ve(workspace: Workspace, login: str, consulta: str = "") -> set[str]:
    mirar_como(workspace, login)
    found = listar(workspace, HOY, Pedido(consulta, "numero", 100))
    assert found.total == len(found.filas)
    return {fila.deudor.split()[-1] for fila in found.filas}


def numero_de(workspace: Workspace, deudor: str) -> str:
    mirar_como(workspace, "adm")
    with workspace.base.read() as session:
        return session.scalars(
            select(ExpedienteRow.numero).where(ExpedienteRow.deudor == deudor)
        ).one()


def test_the_import_gives_each_case_to_the_office_of_its_delegacion(
    workspace: Workspace,
) -> None:
    found = {o.nombre: (o.clase, o.expedientes) for o in oficinas(workspace)}
    assert found == {
        CENTRAL: ("central", 0),
        TOLIMA: ("delegacion", 2),
        HUILA: ("delegacion", 1),
    }


@pytest.mark.parametrize(
    ("login", "names"),
    [
        ("pro.tolima", {"VARÓN", "GUZMÁN"}),
        ("jef.tolima", {"VARÓN", "GUZMÁN"}),
        ("pro.huila", {"PERDOMO"}),
        ("coo.dos", {"VARÓN", "GUZMÁN", "PERDOMO"}),
        ("pro.central", set()),
        ("jef.central", {"VARÓN", "GUZMÁN", "PERDOMO"}),
        ("adm", {"VARÓN", "GUZMÁN", "PERDOMO"}),
        ("fin", {"VARÓN", "GUZMÁN", "PERDOMO"}),  # no office was given: not limited
    ],
)
def test_a_person_sees_the_cases_of_the_offices_given(
    workspace: Workspace, login: str, names: set[str]
) -> None:
    assert ve(workspace, login) == names
    assert ve(workspace, login, "etapa:recepcion") == names
    assert ve(workspace, login, "saldo>1000") == names


def test_counts_trays_agenda_and_radar_are_of_the_offices_too(
    workspace: Workspace,
) -> None:
    mirar_como(workspace, "pro.huila")
    with workspace.base.read() as session:
        assert lista.contar(session, lista.Filtro()).total == 1
        (group,) = tablero.por(session, "etapa", lista.Filtro())
        assert group.total == 1
        light = tablero.semaforo(session, lista.Filtro(), HOY)
        assert light.vencen_pronto == 1
    context = en_nombre_de("pro.huila")
    everything = agenda.FiltroAgenda()
    assert agenda.resumir(workspace, context, everything).total == 1
    assert len(agenda.listar(workspace, context, everything)) == 1
    found = radar.radar(workspace, HOY)
    assert found.titulos + found.sin_fecha == 1


def test_a_case_of_another_office_is_refused_by_its_number(
    workspace: Workspace,
) -> None:
    numero = numero_de(workspace, "WILSON PERDOMO")
    case_id = id_de(workspace, numero)
    mirar_como(workspace, "pro.tolima")

    with pytest.raises(NotAllowedError, match="es de la oficina «Delegación Depa") as e:
        id_de(workspace, numero)
    assert e.value.detalle == {"expediente": numero, "oficina": HUILA}
    with pytest.raises(NotFoundError, match="oficina que usted no tiene"):
        ficha(workspace, case_id)
    with pytest.raises(NotFoundError, match="No existe el expediente"):
        id_de(workspace, "RNEC-2026-999999")


def test_nobody_works_a_case_of_another_office(workspace: Workspace) -> None:
    case_id = id_de(workspace, numero_de(workspace, "WILSON PERDOMO"))
    close = CerrarActividad(case_id, "cumple", HOY)
    with pytest.raises(NotAllowedError, match=r"PRO\.TOLIMA no la tiene asignada"):
        cerrar_actividad(close, workspace, en_nombre_de("pro.tolima"))
    give = Asignar(case_id, "pro.tolima")
    with pytest.raises(NotAllowedError, match="es de la oficina"):
        asignar(give, workspace, en_nombre_de("pro.tolima"))
    share = Repartir((case_id,), ("pro.tolima",))
    with pytest.raises(NotAllowedError, match="es de la oficina"):
        repartir(share, workspace, en_nombre_de("jef.tolima"), SilentProgress())
    with workspace.base.read() as session:
        row = session.get_one(ExpedienteRow, case_id)
        assert row.responsable_id is None
        kinds = session.scalars(
            select(ActuacionRow.tipo).where(ActuacionRow.expediente_id == case_id)
        ).all()
    assert kinds == ["recepcion"]

    asignar(Asignar(case_id, "pro.huila"), workspace, en_nombre_de("pro.huila"))


def test_a_case_changes_office_with_its_reason(workspace: Workspace) -> None:
    case_id = id_de(workspace, numero_de(workspace, "WILSON PERDOMO"))
    tolima = id_de_oficina(workspace, "tolima")
    with pytest.raises(InvalidDataError, match="por qué"):
        trasladar(Trasladar((case_id,), tolima, " "), workspace, en_nombre_de("adm"))
    command = Trasladar((case_id,), tolima, "Domicilio del deudor")
    with pytest.raises(NotAllowedError, match="no puede cambiar de oficina"):
        trasladar(command, workspace, en_nombre_de("pro.huila"))

    done = trasladar(
        Trasladar((case_id,), tolima, "Domicilio del deudor"),
        workspace,
        en_nombre_de("jef.huila"),
    )

    assert done.resumen == (
        f"1 expediente pasó a la oficina «{TOLIMA}». Motivo: Domicilio del deudor"
    )
    assert ve(workspace, "pro.huila") == set()
    assert "PERDOMO" in ve(workspace, "pro.tolima")
    again = trasladar(
        Trasladar((case_id,), tolima, "Otra vez"), workspace, en_nombre_de("adm")
    )
    assert again.datos["trasladados"] == 0


def test_only_an_administrator_makes_and_gives_offices(workspace: Workspace) -> None:
    new = CrearOficina("rnec", "Registraduría Distrital")
    with pytest.raises(NotAllowedError):
        crear_oficina(new, workspace, en_nombre_de("jef.central"))
    crear_oficina(new, workspace, en_nombre_de("adm"))
    kinds = {o.nombre: o.clase for o in oficinas(workspace)}
    assert kinds["Registraduría Distrital"] == "distrital"
    with pytest.raises(InvalidDataError, match="Ya existe"):
        crear_oficina(new, workspace, en_nombre_de("adm"))
    with pytest.raises(NotFoundError, match="No existe «Marte»"):
        id_de_oficina(workspace, "Marte")

    told = dar_oficinas(DarOficinas("pro.huila", None), workspace, en_nombre_de("adm"))
    assert told.resumen == "PRO.HUILA queda sin oficina: ve todos los expedientes."
    assert len(ve(workspace, "pro.huila")) == 3


def test_the_chief_of_the_office_of_the_case_signs(workspace: Workspace) -> None:
    case_id = id_de(workspace, numero_de(workspace, "WILSON PERDOMO"))
    facts = {
        "direccion_entidad": "Carrera 10 # 20-30",
        "correo_entidad": "cobro@entidad.example",
        "delegacion": "la Resolución 2 de 2020",
    }
    fijar_datos(FijarDatos("RNEC", facts), workspace, en_nombre_de("adm"))
    received = {"memorando_recibo": "el oficio 12 de 2026"}
    draft = CrearDocumento(case_id, "auto-avoca", received)
    made = crear_documento(draft, workspace, en_nombre_de("pro.huila"))
    number = made.datos["documento"]
    assert isinstance(number, int)
    issue = EmitirDocumento(number)

    with pytest.raises(NotAllowedError, match=r"la jefatura de su oficina: JEF\.HUILA"):
        emitir_documento(issue, workspace, en_nombre_de("jef.central"))
    with pytest.raises(NotAllowedError, match="es de la oficina"):
        emitir_documento(issue, workspace, en_nombre_de("jef.tolima"))
    emitir_documento(issue, workspace, en_nombre_de("jef.huila"))

    with workspace.base.read() as session:
        row = session.get_one(DocumentoRow, number)
        assert row.firmo == "jef.huila"
