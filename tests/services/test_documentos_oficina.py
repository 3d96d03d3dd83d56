"""A document of the office goes through the same life as one of a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.ciclo_documento import Bandeja
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.partida import Recomendacion
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.cartera import lectura
from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida
from cobro_desktop.services.cartera.comite import (
    Dictamen,
    RegistrarSesion,
    registrar_sesion,
)
from cobro_desktop.services.cartera.documentos import (
    DocumentoDeCorrida,
    crear_documento_de_corrida,
)
from cobro_desktop.services.cartera.partidas import (
    AgregarPartidas,
    Entrante,
    agregar_partidas,
    obligaciones_de,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.anulacion import (
    AnularDocumento,
    anular_documento,
)
from cobro_desktop.services.documentos.aprobacion import (
    AprobarDocumento,
    aprobar_documento,
)
from cobro_desktop.services.documentos.bandejas import bandejas, vida_documento
from cobro_desktop.services.documentos.firma import (
    ComunicarDocumento,
    FirmarDocumento,
    RadicarDocumento,
    comunicar_documento,
    firmar_documento,
    radicar_documento,
)
from cobro_desktop.services.documentos.oficina import (
    CrearDocumentoOficina,
    crear_documento_oficina,
)
from cobro_desktop.services.documentos.revision import (
    EnviarARevision,
    RehacerDocumento,
    RevisarDocumento,
    enviar_a_revision,
    rehacer_documento,
    revisar_documento,
)
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, BitacoraTextoRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

DATOS = {"direccion_entidad": "Carrera 10 # 20-30", "correo_entidad": "c@e.example"}


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    for login, role in (("com", Rol.COM), ("rep", Rol.REP)):
        person = CrearUsuario(login, login.upper(), (role,))
        crear_usuario(person, workspace, en_nombre_de("adm"))
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


def sesionada(workspace: Workspace) -> int:
    """Open a run whose comité sat on one item."""
    pro = en_nombre_de("pro")
    order = AbrirCorrida("PRO-GJU-130-008", dt.date(2026, 6, 30), "19")
    run = int(str(abrir_corrida(order, workspace, pro).datos["corrida"]))
    owed = obligaciones_de(workspace, expediente_de(workspace, "R-100").id)
    items = tuple(Entrante(o) for o in owed)
    agregar_partidas(AgregarPartidas(run, items), workspace, pro)
    item = lectura.ver(workspace, run).partidas[0].id
    session = RegistrarSesion(
        corrida_id=run,
        fecha=HOY,
        presidente="Clara Robledo",
        secretario="Julián Peña",
        asistentes=(),
        dictamenes={item: Dictamen(Recomendacion.RECOMIENDA, verificada=True)},
    )
    registrar_sesion(session, workspace, pro)
    return run


def proyecta(workspace: Workspace, run: int, tipo: str = "acta-comite") -> int:
    command = DocumentoDeCorrida(run, tipo)
    changes = crear_documento_de_corrida(command, workspace, en_nombre_de("pro"))
    return int(str(changes.datos["documento"]))


def test_it_is_sent_given_back_written_again_and_signed(workspace: Workspace) -> None:
    run = sesionada(workspace)
    one = proyecta(workspace, run)
    with workspace.base.read() as session:
        acts = len(session.scalars(select(ActuacionRow.id)).all())
    enviar_a_revision(EnviarARevision(one), workspace, en_nombre_de("pro"))
    (line,) = [p for p in bandejas(workspace, en_nombre_de("com")) if p.id == one]
    assert (line.bandeja, line.expediente, line.expediente_id) == (
        Bandeja.FIRMA, "Oficina", None,
    )  # fmt: skip
    back = RevisarDocumento(one, "Falta el lugar")
    revisar_documento(back, workspace, en_nombre_de("com"))
    again = RehacerDocumento(one, {"lugar": "Piso 4"})
    rehacer_documento(again, workspace, en_nombre_de("pro"))
    enviar_a_revision(EnviarARevision(one), workspace, en_nombre_de("pro"))
    aprobar_documento(AprobarDocumento(one), workspace, en_nombre_de("com"))
    firmar_documento(FirmarDocumento(one), workspace, en_nombre_de("com"))
    registry = RadicarDocumento(one, "E-77", HOY)
    radicar_documento(registry, workspace, en_nombre_de("aux"))
    comunicar_documento(ComunicarDocumento(one, HOY), workspace, en_nombre_de("aux"))
    life = vida_documento(one, workspace, en_nombre_de("com"))
    assert life.estado.nombre == "comunicado"
    assert life.numero == "1 de 2026"
    with workspace.base.read() as session:
        assert len(session.scalars(select(ActuacionRow.id)).all()) == acts
        told = session.scalars(select(BitacoraTextoRow.texto)).all()
    assert any(t.startswith("Oficina: Se firmó «Acta del Comité") for t in told)


def test_it_is_annulled_with_its_reason(workspace: Workspace) -> None:
    one = proyecta(workspace, sesionada(workspace))
    command = AnularDocumento(one, "Se repitió la sesión")
    anular_documento(command, workspace, en_nombre_de("pro"))
    run = lectura.listar(workspace)[0].id
    assert lectura.ver(workspace, run).papeles == ()


def test_only_the_representative_approves_the_act(workspace: Workspace) -> None:
    run = sesionada(workspace)
    acta = proyecta(workspace, run)
    aprobar_documento(AprobarDocumento(acta), workspace, en_nombre_de("com"))
    firmar_documento(FirmarDocumento(acta), workspace, en_nombre_de("com"))
    act = proyecta(workspace, run, "acto-depuracion")
    for login in ("jef", "pro", "com"):
        with pytest.raises(NotAllowedError, match="rol REP"):
            aprobar_documento(AprobarDocumento(act), workspace, en_nombre_de(login))
    aprobar_documento(AprobarDocumento(act), workspace, en_nombre_de("rep"))


@pytest.mark.parametrize(
    ("tipo", "problema", "dice"),
    [
        ("auto-avoca", NotFoundError, "no es un documento de la oficina"),
        ("ficha-depuracion", NotAllowedError, "SVSP no elabora"),
        ("acta-comite", NotAllowedError, "se elabora en una corrida"),
    ],
)
def test_what_is_not_of_the_office_is_refused(
    workspace: Workspace, tipo: str, problema: type[Exception], dice: str
) -> None:
    command = CrearDocumentoOficina("SVSP", tipo)
    with pytest.raises(problema, match=dice):
        crear_documento_oficina(command, workspace, en_nombre_de("pro"))
