"""A document between people: drafted, reviewed, approved, signed, delivered."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.ciclo_documento import Bandeja, Paso
from cobro_desktop.domain.control_documento import Gravedad
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    UnmetRequirementsError,
)
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.correcciones import AnularNotificacion, anular_notificacion
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.anulacion import (
    AnularDocumento,
    anular_documento,
)
from cobro_desktop.services.documentos.aprobacion import (
    AprobarDocumento,
    aprobar_documento,
)
from cobro_desktop.services.documentos.bandejas import (
    VidaDocumento,
    bandejas,
    vida_documento,
)
from cobro_desktop.services.documentos.controles import load_controles
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
)
from cobro_desktop.services.documentos.firma import (
    ComunicarDocumento,
    FirmarDocumento,
    RadicarDocumento,
    comunicar_documento,
    firmar_documento,
    firmar_varios,
    radicar_documento,
)
from cobro_desktop.services.documentos.revision import (
    EnviarARevision,
    RehacerDocumento,
    RevisarDocumento,
    enviar_a_revision,
    rehacer_documento,
    revisar_documento,
)
from cobro_desktop.services.documentos.vida import guardar_version, tomar
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    BitacoraTextoRow,
    DocumentoRow,
    ExpedienteRow,
    NotificacionRow,
    UsuarioRow,
)
from tests.documents.lectura import parrafos
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

AVOCA = {"memorando_recibo": "el memorando 12 de 2026"}
DATOS = {
    "direccion_entidad": "Carrera 10 # 20-30",
    "correo_entidad": "cobro@entidad.example",
    "reglamento_cartera": "la Resolución 1 de 2020",
    "delegacion": "la Resolución 2 de 2020",
    "medio_pago": "Consigne en el Banco Ejemplo.",
}


class Despacho:
    """The office, in the words of the tests."""

    def __init__(self, workspace: Workspace, caso: int, carpeta: Path) -> None:
        self.workspace = workspace
        self.caso = caso
        self.carpeta = carpeta

    def proyecta(self, quien: str = "pro", **datos: str) -> int:
        command = CrearDocumento(self.caso, "auto-avoca", AVOCA | datos)
        made = crear_documento(command, self.workspace, en_nombre_de(quien))
        return int(str(made.datos["documento"]))

    def envia(self, numero: int, quien: str = "pro") -> Changes:
        command = EnviarARevision(numero)
        return enviar_a_revision(command, self.workspace, en_nombre_de(quien))

    def revisa(
        self, numero: int, observa: str = "", *, quien: str = "coo", sha256: str = ""
    ) -> Changes:
        command = RevisarDocumento(numero, observa, sha256)
        return revisar_documento(command, self.workspace, en_nombre_de(quien))

    def rehace(self, numero: int, quien: str = "pro", **datos: str) -> Changes:
        command = RehacerDocumento(numero, datos)
        return rehacer_documento(command, self.workspace, en_nombre_de(quien))

    def aprueba(self, numero: int, quien: str = "jef", sha256: str = "") -> Changes:
        command = AprobarDocumento(numero, sha256)
        return aprobar_documento(command, self.workspace, en_nombre_de(quien))

    def firma(self, numero: int, quien: str = "jef") -> Changes:
        command = FirmarDocumento(numero)
        return firmar_documento(command, self.workspace, en_nombre_de(quien))

    def anula(self, numero: int, motivo: str, quien: str = "jef") -> Changes:
        command = AnularDocumento(numero, motivo)
        return anular_documento(command, self.workspace, en_nombre_de(quien))

    def vida(self, numero: int, quien: str = "jef") -> VidaDocumento:
        return vida_documento(numero, self.workspace, en_nombre_de(quien))

    def bandeja(self, quien: str) -> list[tuple[Bandeja, int]]:
        found = bandejas(self.workspace, en_nombre_de(quien))
        return [(p.bandeja, p.id) for p in found]

    def texto(self, numero: int) -> str:
        file = exportar_documento(numero, self.carpeta / "leer.docx", self.workspace)
        return "\n".join(parrafos(file.read_bytes()))

    def huella(self, numero: int) -> str:
        file = exportar_documento(numero, self.carpeta / "leer.docx", self.workspace)
        return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def despacho(any_base: Base, tmp_path: Path) -> Despacho:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return Despacho(workspace, expediente_de(workspace, "R-100").id, tmp_path)


def fundador(despacho: Despacho) -> str:
    """The first user, who has every role."""
    with despacho.workspace.base.read() as session:
        first = select(UsuarioRow.login).order_by(UsuarioRow.id).limit(1)
        return session.scalars(first).one()


def test_a_document_goes_from_hand_to_hand(despacho: Despacho) -> None:
    one = despacho.proyecta()
    assert despacho.bandeja("coo") == []

    despacho.envia(one)
    assert despacho.bandeja("coo") == [(Bandeja.REVISION, one)]
    assert despacho.bandeja("jef") == []

    despacho.revisa(one)
    assert despacho.bandeja("coo") == []
    assert despacho.bandeja("jef") == [(Bandeja.FIRMA, one)]

    approved = despacho.aprueba(one)
    assert approved.datos["numero"] == "000001 de 2026"
    assert approved.datos["advertencias"] == []
    assert despacho.bandeja("jef") == [(Bandeja.FIRMA, one)]

    signed = despacho.firma(one)
    assert signed.datos["huella"] == approved.datos["huella"] == despacho.huella(one)
    assert despacho.bandeja("pro") == [(Bandeja.SIN_NOTIFICAR, one)]

    said = despacho.texto(one)
    assert "AUTO No. 000001 de 2026" in said
    assert "Proyectó: PRO" in said
    assert "Revisó: COO" in said
    assert "Aprobó: JEF" in said

    life = despacho.vida(one)
    assert life.estado is EstadoDocumento.FIRMADO
    assert [v.orden for v in life.versiones] == [2, 1]
    assert [(d.papel, d.orden, d.quien) for d in life.dichos] == [
        ("reviso", 1, "COO"),
        ("aprobo", 1, "JEF"),
        ("aprobo", 2, "JEF"),
        ("firmo", 2, "JEF"),
    ]


def test_observations_take_the_draft_back_to_its_author(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.envia(one)
    despacho.revisa(one, "Falta citar el memorando completo.")

    tray = bandejas(despacho.workspace, en_nombre_de("pro"))
    assert [(p.bandeja, p.id) for p in tray] == [(Bandeja.DEVUELTOS, one)]
    assert tray[0].nota == "COO: Falta citar el memorando completo."
    with pytest.raises(NotAllowedError, match="observaciones sobre esta misma"):
        despacho.envia(one)

    despacho.rehace(one, memorando_recibo="el memorando 12 del 3 de agosto de 2026")
    despacho.envia(one)
    assert despacho.bandeja("pro") == []
    assert despacho.bandeja("coo") == [(Bandeja.REVISION, one)]
    assert "del 3 de agosto de 2026" in despacho.texto(one)


def test_who_signs_may_give_it_back_too(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.envia(one)
    despacho.revisa(one)
    despacho.revisa(one, "Diga de qué vigencia es.", quien="jef")

    assert despacho.bandeja("pro") == [(Bandeja.DEVUELTOS, one)]


def test_a_new_version_loses_the_approvals(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.envia(one)
    despacho.revisa(one)
    despacho.rehace(one, memorando_recibo="el memorando 13 de 2026")
    despacho.envia(one)

    assert despacho.bandeja("jef") == []
    assert despacho.bandeja("coo") == [(Bandeja.REVISION, one)]
    unread = {e.id: e for e in despacho.vida(one).examenes}["revision"]
    assert unread.problema == "Nadie ha revisado la versión 2: la revisa COO."


def test_what_was_read_must_be_the_last_version(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.envia(one)
    read = despacho.huella(one)
    despacho.rehace(one, memorando_recibo="el memorando 14 de 2026")
    despacho.envia(one)

    with pytest.raises(ConflictError, match="cambió mientras usted lo leía"):
        despacho.revisa(one, sha256=read)
    with pytest.raises(ConflictError, match="la versión 2 es de pro"):
        despacho.aprueba(one, sha256=read)


def test_wrong_roles_and_wrong_steps_are_refused(despacho: Despacho) -> None:
    one = despacho.proyecta()
    with pytest.raises(NotAllowedError, match="está en borrador: no se puede dar"):
        despacho.revisa(one)
    with pytest.raises(NotAllowedError, match="no se puede firmar"):
        despacho.firma(one)
    with pytest.raises(NotAllowedError, match="FIN no puede enviar a revisión"):
        despacho.envia(one, "fin")
    despacho.envia(one)
    with pytest.raises(NotAllowedError, match="AUX no puede revisar"):
        despacho.revisa(one, quien="aux")
    with pytest.raises(NotAllowedError, match="JEF no puede revisar"):
        despacho.revisa(one, quien="jef")
    with pytest.raises(NotAllowedError, match="PRO no puede aprobar"):
        despacho.aprueba(one, "pro")
    despacho.aprueba(one)
    with pytest.raises(NotAllowedError, match="aprobado y numerado: no se puede"):
        despacho.rehace(one)


def test_only_who_it_names_signs_it(despacho: Despacho) -> None:
    other = CrearUsuario("jef2", "OTRA JEFA", (Rol.JEF,))
    founder = fundador(despacho)
    crear_usuario(other, despacho.workspace, en_nombre_de(founder))
    one = despacho.proyecta()
    despacho.aprueba(one)

    with pytest.raises(NotAllowedError, match="lleva el nombre de JEF: solo lo firma"):
        despacho.firma(one, "jef2")
    despacho.firma(one)


def test_another_version_than_the_approved_one_is_not_signed(
    despacho: Despacho,
) -> None:
    one = despacho.proyecta()
    despacho.aprueba(one)
    with transaction(despacho.workspace, en_nombre_de("pro"), "prueba") as tx:
        row = tomar(tx, one)
        guardar_version(tx, row, b"otro texto", "otro.docx")

    with pytest.raises(NotAllowedError, match="no es la que se aprobó: no se firma"):
        despacho.firma(one)


def test_skipping_the_review_is_said_and_stays_on_record(despacho: Despacho) -> None:
    one = despacho.proyecta()
    changes = emitir_documento(
        EmitirDocumento(one), despacho.workspace, en_nombre_de("jef")
    )

    missing = "Nadie ha revisado la versión 1: la revisa COO."
    assert changes.datos["advertencias"] == [missing]
    assert "Revisó:" not in despacho.texto(one)
    with despacho.workspace.base.read() as session:
        act = session.scalars(
            select(ActuacionRow).where(ActuacionRow.tipo == "documento_emitido")
        ).one()
        audited = session.scalars(select(BitacoraTextoRow)).all()
    assert act.datos["advertencias"] == [missing]
    assert any(missing in str(vars(entry)) for entry in audited)


def test_a_person_alone_does_it_all_and_is_told_who_else_could(
    despacho: Despacho,
) -> None:
    founder = fundador(despacho)
    one = despacho.proyecta(founder)
    changes = emitir_documento(
        EmitirDocumento(one), despacho.workspace, en_nombre_de(founder)
    )

    assert changes.datos["advertencias"] == [
        "Lo proyectó la misma persona que lo aprueba; también puede: JEF."
    ]
    assert f"Revisó: {founder}" in despacho.texto(one)


def test_what_changed_in_the_case_blocks_the_old_draft(despacho: Despacho) -> None:
    one = despacho.proyecta()
    paid = RegistrarPago(despacho.caso, dt.date(2026, 9, 1), 300_000_00, "P-1")
    registrar_pago(paid, despacho.workspace, en_nombre_de("fin"))

    with pytest.raises(UnmetRequirementsError, match="cambió algo que el documento"):
        despacho.aprueba(one)
    despacho.rehace(one)
    assert despacho.aprueba(one).datos["numero"] == "000001 de 2026"


def test_a_name_typed_otherwise_than_in_the_title_blocks(despacho: Despacho) -> None:
    one = despacho.proyecta(deudor="VIGIAS Y CIA LTDA.", capital="$1,000,000.00")

    with pytest.raises(UnmetRequirementsError) as refused:
        despacho.aprueba(one)

    controls = refused.value.detalle["controles"]
    assert isinstance(controls, list)
    assert [c["control"] for c in controls] == ["nombres"]
    assert "El título no dice «VIGIAS Y CIA LTDA.»" in refused.value.mensaje
    with despacho.workspace.base.read() as session:
        assert session.get_one(DocumentoRow, one).estado == "borrador"


def test_a_closed_day_is_only_a_warning(despacho: Despacho) -> None:
    sunday = dt.date(2026, 9, 27)
    command = CrearDocumento(despacho.caso, "auto-avoca", AVOCA, sunday)
    made = crear_documento(command, despacho.workspace, en_nombre_de("pro"))

    checks = {
        e.id: e for e in despacho.vida(int(str(made.datos["documento"]))).examenes
    }

    assert checks["fecha"].problema == (
        "El 27 de septiembre de 2026 no es hábil: domingo."
    )
    assert checks["fecha"].gravedad is Gravedad.ADVIERTE
    assert [e.id for e in checks.values() if e.bloquea] == []


def test_an_institution_decides_what_blocks(tmp_path: Path) -> None:
    (tmp_path / "referencia").mkdir()
    (tmp_path / "entidades").mkdir()
    shipped = Path("resources/referencia/controles_documento.toml").read_text("utf-8")
    (tmp_path / "referencia" / "controles_documento.toml").write_text(shipped, "utf-8")
    profile = tmp_path / "entidades" / "svsp.toml"

    profile.write_text('[documentos.controles]\nrevision = "bloquea"\n', "utf-8")
    found = {c.id: c.gravedad for c in load_controles("SVSP", tmp_path)}
    assert found["revision"] is Gravedad.BLOQUEA
    assert found["otra_persona"] is Gravedad.ADVIERTE

    profile.write_text('[documentos.controles]\nrevison = "bloquea"\n', "utf-8")
    with pytest.raises(InvalidDataError, match="revison"):
        load_controles("SVSP", tmp_path)


def test_radicado_and_delivery_follow_the_signature(despacho: Despacho) -> None:
    one = despacho.proyecta()
    early = RadicarDocumento(one, "2026-1", HOY)
    with pytest.raises(NotAllowedError, match="no se puede radicar"):
        radicar_documento(early, despacho.workspace, en_nombre_de("aux"))
    despacho.aprueba(one)
    despacho.firma(one)
    tomorrow = RadicarDocumento(one, "2026-1", HOY + dt.timedelta(1))
    with pytest.raises(InvalidDataError, match="no puede ser"):
        radicar_documento(tomorrow, despacho.workspace, en_nombre_de("aux"))

    # The oficio that returns a case is filed and delivered once the case has ended.
    with despacho.workspace.base.write.begin() as session:
        session.get_one(ExpedienteRow, despacho.caso).estado = "DEVUELTO"
    radicar_documento(early, despacho.workspace, en_nombre_de("aux"))
    sent = ComunicarDocumento(one, HOY, "por correo interno")
    done = comunicar_documento(sent, despacho.workspace, en_nombre_de("aux"))

    assert done.resumen.endswith(
        "se comunicó por correo interno el 30 de septiembre de 2026."
    )
    assert despacho.vida(one).estado is EstadoDocumento.COMUNICADO
    assert despacho.bandeja("pro") == []


def test_an_annulled_number_is_never_given_again(despacho: Despacho) -> None:
    first = despacho.proyecta()
    despacho.aprueba(first)
    despacho.firma(first)
    with pytest.raises(InvalidDataError, match="por qué se anula"):
        despacho.anula(first, "  ")
    with pytest.raises(NotAllowedError, match="PRO no puede anular"):
        despacho.anula(first, "Error", "pro")

    changes = despacho.anula(first, "Se citó otro título")
    second = despacho.proyecta()

    assert changes.resumen == (
        "Se anuló «Auto que avoca conocimiento» n.º 000001 de 2026: Se citó otro "
        "título. Su número no se vuelve a usar."
    )
    assert despacho.aprueba(second).datos["numero"] == "000002 de 2026"
    assert despacho.vida(first).pasos == frozenset()
    with despacho.workspace.base.read() as session:
        act = session.scalars(
            select(ActuacionRow).where(ActuacionRow.tipo == "anulacion")
        ).one()
        assert session.get_one(ActuacionRow, act.anula_id).tipo == "documento_emitido"


def test_what_was_notified_is_not_annulled(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.aprueba(one)
    despacho.firma(one)
    command = Notificar(
        despacho.caso, "auto-avoca", Medio.PERSONAL, HOY, motivo="Acta en papel"
    )
    notificar(command, despacho.workspace, en_nombre_de("pro"))

    assert despacho.vida(one).estado is EstadoDocumento.NOTIFICADO
    assert despacho.bandeja("pro") == []
    with pytest.raises(NotAllowedError, match="se deja sin efecto con otro acto"):
        despacho.anula(one, "Error")

    with despacho.workspace.base.read() as session:
        told = session.scalars(select(NotificacionRow.id)).one()
    undo = AnularNotificacion(despacho.caso, told, "Era otra persona")
    anular_notificacion(undo, despacho.workspace, en_nombre_de("coo"))
    assert despacho.vida(one).estado is EstadoDocumento.FIRMADO
    despacho.anula(one, "Error")


def test_several_are_signed_and_one_that_fails_stops_no_other(
    despacho: Despacho,
) -> None:
    ready = [despacho.proyecta() for _ in range(3)]
    for one in (ready[0], ready[2]):
        despacho.aprueba(one)

    changes = firmar_varios(
        ready, despacho.workspace, en_nombre_de("jef"), SilentProgress()
    )

    results = changes.datos["resultados"]
    assert isinstance(results, list)
    assert [r["hecho"] for r in results] == [True, False, True]
    assert "está en borrador" in results[1]["texto"]
    assert changes.resumen == "Se firmaron 2 de 3 documentos."


def test_two_workstations_never_share_a_number(despacho: Despacho) -> None:
    ready = [despacho.proyecta() for _ in range(6)]
    numbers: list[object] = []

    def work(mine: list[int]) -> None:
        numbers.extend(despacho.aprueba(one).datos["numero"] for one in mine)

    desks = [threading.Thread(target=work, args=(ready[n::2],)) for n in (0, 1)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()

    assert sorted(map(str, numbers)) == [f"00000{n} de 2026" for n in range(1, 7)]


def test_what_may_be_done_depends_on_state_and_role(despacho: Despacho) -> None:
    one = despacho.proyecta()
    assert Paso.ENVIAR in despacho.vida(one, "pro").pasos
    assert Paso.APROBAR not in despacho.vida(one, "pro").pasos
    despacho.envia(one)
    assert despacho.vida(one, "coo").pasos >= {Paso.REVISAR, Paso.DEVOLVER}
    assert despacho.vida(one, "fin").pasos == frozenset()


def test_the_chain_stays_whole(despacho: Despacho) -> None:
    one = despacho.proyecta()
    despacho.envia(one)
    despacho.revisa(one)
    despacho.aprueba(one)
    despacho.firma(one)
    despacho.anula(one, "Prueba")

    assert verificar(despacho.workspace).hallazgos == []
