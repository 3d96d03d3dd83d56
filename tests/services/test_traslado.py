"""Two offices that work the same case: it travels, is merged, lent and given back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    UnreadableFileError,
)
from cobro_desktop.exchange.firmado import (
    abrir_clave,
    crear_clave,
    huella,
    huella_de_clave,
)
from cobro_desktop.exchange.paquete_caso import DEVOLUCION, INTERCAMBIO, PRESTAMO
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.comprobacion import (
    comprobar_archivo,
    comprobar_codigo,
)
from cobro_desktop.services.documentos.emision import exportar_documento
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.electronico.cierre import CerrarIndice, cerrar_indice
from cobro_desktop.services.electronico.paquete import CrearPaquete, crear_paquete
from cobro_desktop.services.expedientes import id_de
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.numeracion import tomar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.trabajo.desvinculacion import Desvincular, desvincular
from cobro_desktop.services.trabajo.vinculacion import Vincular, vincular
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.traslado.envio import Firma
from cobro_desktop.services.traslado.foto import fotografiar
from cobro_desktop.services.traslado.prestados import prestados
from cobro_desktop.services.traslado.prestamos import (
    Prestar,
    TerminarPrestamo,
    terminar_prestamo,
)
from cobro_desktop.services.traslado.recepcion import recibir_paquete
from cobro_desktop.services.traslado.vista import RecibirPaquete, prever_paquete
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario, first_user
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries.detalle import deudores
from cobro_desktop.storage.rows import (
    ActuacionRow,
    BitacoraRow,
    DeudorRow,
    DocumentoRow,
    DocumentoVersionRow,
    EtiquetaRow,
    ExpedienteRow,
    ImputacionRow,
    NotificacionRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    UsuarioRow,
)
from cobro_desktop.storage.upgrade import open_base
from tests.services.oficina import (
    HOY,
    PEOPLE,
    ROWS,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)
from tests.services.test_ciclo_documentos import DATOS, Despacho
from tests.services.test_electronico import pdf

PRO = en_nombre_de("pro")
SECRETO = "cuatro sombreros rojos"
CLAVE = "la clave de la oficina"


class Oficina:
    """A base, in the words of the tests."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder

    def caso(self, titulo: str = "R-100") -> int:
        return expediente_de(self.workspace, titulo).id

    def filas(self, titulo: str = "R-100") -> Mapping[str, Any]:
        """What the base knows of a case, as any other base reads it."""
        with self.workspace.base.read() as session:
            return fotografiar(session, self.caso(titulo)).filas

    def anexa(self, nombre: str, content: bytes) -> None:
        path = self.folder / nombre
        path.write_bytes(content)
        anexar(AnexarArchivo(self.caso(), path), self.workspace, PRO)

    def recibe_pago(self, referencia: str, valor: int) -> None:
        command = RegistrarPago(
            self.caso(), dt.date(2026, 9, 1), valor, referencia, "Banco"
        )
        registrar_pago(command, self.workspace, en_nombre_de("fin"))

    def cambia(self, **fields: str) -> None:
        with transaction(self.workspace, PRO, "prueba") as tx:
            row = tx.session.scalars(
                select(PersonaRow).where(PersonaRow.numero == "890903938")
            ).one()
            for name, value in fields.items():
                setattr(row, name, value)

    def etiqueta(self, texto: str, *, quita: bool = False) -> None:
        with transaction(self.workspace, PRO, "prueba") as tx:
            row = EtiquetaRow(expediente_id=self.caso(), texto=texto)
            if quita:
                key = (self.caso(), texto)
                tx.session.delete(tx.session.get_one(EtiquetaRow, key))
            else:
                tx.session.add(row)

    def envia(self, nombre: str, proposito: str = INTERCAMBIO, **more: Any) -> Path:
        path = self.folder / nombre
        cases = more.pop("casos", (self.caso(),))
        command = CrearPaquete(cases, path, proposito, **more)
        crear_paquete(command, self.workspace, PRO)
        return path

    def recibe(self, path: Path, **more: Any) -> Mapping[str, Any]:
        command = RecibirPaquete(path, **more)
        return recibir_paquete(command, self.workspace, PRO).datos

    def estados(self, path: Path, **more: Any) -> list[str]:
        seen = prever_paquete(RecibirPaquete(path, **more), self.workspace)
        return [case.estado for case in seen.casos]

    def entradas(self) -> int:
        """How many transactions the base has had."""
        with self.workspace.base.read() as session:
            return session.scalar(select(func.max(BitacoraRow.seq))) or 0


@pytest.fixture
def centro(any_base: Base, tmp_path: Path) -> Oficina:
    """The office where the case is, on each kind of base in turn."""
    folder = tmp_path / "centro"
    folder.mkdir()
    workspace = abrir_oficina(any_base, folder)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    office = Oficina(workspace, folder)
    office.anexa("poder & ñandú.pdf", pdf(2))
    return office


@pytest.fixture
def clave(tmp_path: Path) -> Path:
    path = tmp_path / "oficina.pem"
    path.write_bytes(crear_clave(CLAVE))
    return path


@pytest.fixture
def norte(empty_base_file: Path, tmp_path: Path) -> Iterator[Oficina]:
    """Another office, on SQLite, that has never seen the case."""
    folder = tmp_path / "norte"
    folder.mkdir()
    shutil.copy(empty_base_file, folder / "cobro.db")
    opened = open_base(folder)
    workspace = Workspace(opened.datos, opened, almacen(opened))
    with opened.write.begin() as session:
        first_user(session)
    with opened.read() as session:
        founder = session.scalars(select(UsuarioRow.login)).one()
    for login, roles in PEOPLE.items():
        command = CrearUsuario(login, login.upper(), roles)
        crear_usuario(command, workspace, en_nombre_de(founder))
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    yield Oficina(workspace, folder)
    opened.close()


def test_a_loan_travels_signed_and_sealed(
    centro: Oficina, norte: Oficina, clave: Path
) -> None:
    loan = Prestar("Oficina Norte", dt.date(2026, 9, 15))
    with pytest.raises(InvalidDataError, match="antes de hoy"):
        centro.envia("p.zip", PRESTAMO, prestar=loan)
    with pytest.raises(InvalidDataError, match=r"terminar en \.zip"):
        centro.envia("carpeta", PRESTAMO, prestar=Prestar("Norte"))
    path = prestado(centro, clave)
    with pytest.raises(NotAllowedError, match="ya está prestado a Oficina Norte"):
        centro.envia("q.zip", PRESTAMO, prestar=Prestar("Otra"))

    before = norte.entradas()
    with pytest.raises(InvalidDataError, match="está cifrado: escriba la contraseña"):
        norte.recibe(path)
    with pytest.raises(UnreadableFileError, match="la contraseña no es la suya"):
        norte.recibe(path, contrasena="otra contraseña")
    with pytest.raises(NotAllowedError, match="que esta base no conoce") as refused:
        norte.recibe(path, contrasena=SECRETO)
    mark = str(refused.value.detalle["huella"])
    assert mark == huella_de_clave(abrir_clave(clave, CLAVE))
    assert norte.estados(path, contrasena=SECRETO, confiar=mark) == ["nuevo"]
    assert norte.entradas() == before

    done = norte.recibe(path, contrasena=SECRETO, confiar=mark)
    assert done["nuevos"] == ["SVSP-2026-000001"]
    assert norte.filas() == centro.filas()
    assert norte.recibe(path, contrasena=SECRETO)["recibido"] is False
    assert [p.aviso for p in prestados(norte.workspace, HOY)] == [
        "Recibido en préstamo de PRO (SVSP) el 30 sep 2026 hasta el 15 oct 2026."
    ]
    assert Path(done["copia"]).is_file()
    with pytest.raises(NotAllowedError, match="no está firmado y se espera"):
        norte.recibe(centro.envia("sin.zip"))


def test_what_both_offices_did_is_joined_when_it_comes_back(
    centro: Oficina, norte: Oficina, clave: Path
) -> None:
    path = prestado(centro, clave)
    seen = prever_paquete(
        RecibirPaquete(path, SECRETO, confiar=huella_de(clave)), norte.workspace
    )
    norte.recibe(path, contrasena=SECRETO, confiar=seen.huella)
    norte.anexa("acta.pdf", pdf(1))
    norte.recibe_pago("N-1", 20_000_000)
    norte.cambia(telefono="222", correo="nuevo@ejemplo.test")
    norte.etiqueta("urgente")
    centro.recibe_pago("C-1", 10_000_000)
    centro.cambia(telefono="111")
    back = norte.envia("vuelve.zip", DEVOLUCION)
    assert prestados(norte.workspace, HOY) == []

    before = centro.entradas()
    assert centro.estados(back) == ["conflicto"]
    with pytest.raises(ConflictError, match=r"aquí «111», en el paquete «222»"):
        centro.recibe(back)
    assert centro.entradas() == before
    late = prestados(centro.workspace, dt.date(2026, 11, 1))
    assert [p.vencido for p in late] == [True]
    centro.recibe(back, elecciones={"telefono": "paquete"})
    assert prestados(centro.workspace, HOY) == []
    assert centro.recibe(back)["recibido"] is False

    again = centro.envia("otra.zip", firma=Firma(clave, CLAVE))
    assert norte.estados(again) == ["cambio_alla"]
    norte.recibe(again)
    assert norte.filas() == centro.filas()
    for office in (centro, norte):
        assert owed(office) == 100_000_000 - paid(office)
        assert paid(office) > 0
        assert verificar(office.workspace).hallazgos == []


def prestado(centro: Oficina, clave: Path) -> Path:
    loan = Prestar("Oficina Norte", dt.date(2026, 10, 15), "Para notificar")
    firma = Firma(clave, CLAVE)
    return centro.envia(
        "p.zip", PRESTAMO, prestar=loan, firma=firma, contrasena=SECRETO
    )


def huella_de(clave: Path) -> str:
    return huella(abrir_clave(clave, CLAVE).public_key().public_bytes_raw().hex())


def owed(office: Oficina) -> int:
    with office.workspace.base.read() as session:
        case = session.get_one(ExpedienteRow, office.caso())
        return case.saldo


def paid(office: Oficina) -> int:
    """The capital that the payments of the case took."""
    query = (
        select(func.sum(ImputacionRow.capital))
        .join(ObligacionRow, ObligacionRow.id == ImputacionRow.obligacion_id)
        .where(ObligacionRow.expediente_id == office.caso())
    )
    with office.workspace.base.read() as session:
        return int(session.scalar(query) or 0)


def test_the_same_number_and_the_same_resolution_of_two_offices_stay_apart(
    centro: Oficina, norte: Oficina
) -> None:
    """Each made its first case and its first document before they ever met."""
    file = norte.folder / "otra.csv"
    file.write_text(
        ROWS.replace("R-100", "X-900").replace("890903938-8", "800197268-4"),
        encoding="utf-8",
    )
    importar(
        Importar(file, "cartera", "PRO-GJU-130-008"),
        norte.workspace,
        en_nombre_de("fin"),
        SilentProgress(),
    )
    own = expediente_de(norte.workspace, "X-900").numero
    assert own == "SVSP-2026-000001"
    for office, titulo in ((centro, "R-100"), (norte, "X-900")):
        numerar(office, titulo)
    path = centro.envia("p.zip")

    assert norte.estados(path) == ["nuevo"]
    done = norte.recibe(path)

    row = expediente_de(norte.workspace, "R-100")
    assert row.numero == "SVSP-2026-000004"
    assert id_de(norte.workspace, own) != row.id
    assert len(done["avisos"]) == 3
    assert "recibirá el que sigue" in done["avisos"][0]
    assert "que aquí ya lleva" in done["avisos"][1]
    assert "No venía firmado" in done["avisos"][2]
    assert verificar(norte.workspace).hallazgos == []
    # What could not be held there is still said when it goes back.
    assert centro.estados(norte.envia("v.zip", casos=(row.id,))) == ["igual"]


def numerar(office: Oficina, titulo: str) -> None:
    with transaction(office.workspace, PRO, "prueba") as tx:
        case = expediente_de(office.workspace, titulo)
        [number] = tomar(
            tx.session, entidad_id=case.entidad_id, serie="resolucion", anio=2026
        )
        row = DocumentoRow(
            entidad_id=case.entidad_id,
            expediente_id=case.id,
            tipo="mandamiento-pago",
            nombre=f"Mandamiento {titulo}",
            actividad="1",
            estado="firmado",
            formato="pdf",
            fecha=HOY,
            serie="resolucion",
            anio=2026,
            numero=number,
            elaboro="pro",
        )
        tx.session.add(row)
        tx.session.flush()
        content = pdf(1)
        tx.session.add(
            DocumentoVersionRow(
                documento_id=row.id,
                orden=1,
                sha256=office.workspace.contenido.guardar(tx.session, content),
                tamano=len(content),
                archivo="mandamiento.pdf",
                estado="firmado",
                usuario="pro",
                creada_en=tx.ahora,
            )
        )


def test_two_offices_that_had_the_same_title_tell_what_differs(
    centro: Oficina, norte: Oficina
) -> None:
    abrir_cartera(norte)
    norte.cambia(telefono="222")
    centro.cambia(telefono="111")
    centro.etiqueta("urgente")
    path = centro.envia("p.zip")

    assert norte.estados(path) == ["conflicto"]
    norte.recibe(path, elecciones={"*": "paquete"})

    with norte.workspace.base.read() as session:
        assert session.scalars(select(ExpedienteRow.numero)).all() == [
            f"SVSP-2026-00000{n}" for n in (1, 2, 3)
        ]
        phone = select(PersonaRow.telefono).where(PersonaRow.numero == "890903938")
        assert session.scalar(phone) == "111"
    assert norte.estados(path) == ["cambio_aqui"]  # its own reception of the title

    centro.etiqueta("urgente", quita=True)
    norte.recibe(centro.envia("q.zip"))
    assert norte.filas()["etiqueta"] == {}


def abrir_cartera(office: Oficina) -> None:
    file = office.folder / "cartera.csv"
    file.write_text(ROWS, encoding="utf-8")
    order = Importar(file, "cartera", "PRO-GJU-130-008")
    importar(order, office.workspace, en_nombre_de("fin"), SilentProgress())


def test_an_act_names_the_rows_of_the_base_where_it_is(
    centro: Oficina, norte: Oficina
) -> None:
    """`datos` of an act has ids; those of another base would be other rows."""
    other = centro.caso("R-200")
    path = centro.folder / "x.pdf"
    path.write_bytes(pdf(3))
    anexar(AnexarArchivo(other, path), centro.workspace, PRO)
    cerrar_indice(CerrarIndice(centro.caso()), centro.workspace, PRO)
    norte.recibe(centro.envia("a.zip", casos=(other,)))
    norte.recibe(centro.envia("b.zip"))
    assert verificar(norte.workspace).hallazgos == []

    with norte.workspace.base.read() as session:
        paper = session.scalars(
            select(DocumentoRow).where(DocumentoRow.nombre.contains("poder"))
        ).one()
        acts = session.scalars(
            select(ActuacionRow).where(ActuacionRow.expediente_id == norte.caso())
        )
        named = [a.datos["documento"] for a in acts if "documento" in a.datos]
    assert paper.id in named
    assert None not in named
    assert paper.id != 1


def test_a_payment_that_waits_here_without_a_case_is_the_one_that_comes(
    centro: Oficina, norte: Oficina
) -> None:
    centro.recibe_pago("C-1", 10_000_000)
    with transaction(norte.workspace, PRO, "prueba") as tx:
        entidad = norte.workspace.entidad(tx.session, "SVSP")
        tx.session.add(
            PagoRow(
                entidad_id=entidad.id,
                fecha=dt.date(2026, 9, 1),
                valor=10_000_000,
                banco="Banco",
                referencia="C-1",
                estado="sin_identificar",
            )
        )
    norte.recibe(centro.envia("p.zip"))

    with norte.workspace.base.read() as session:
        [row] = session.scalars(select(PagoRow))
        assert row.expediente_id == norte.caso()
    assert norte.filas() == centro.filas()


def test_a_loan_ends_without_a_package_only_with_a_reason(
    centro: Oficina, clave: Path
) -> None:
    prestado(centro, clave)
    with pytest.raises(InvalidDataError, match="por qué"):
        terminar_prestamo(TerminarPrestamo(centro.caso(), " "), centro.workspace, PRO)
    command = TerminarPrestamo(centro.caso(), "Se perdió el correo")
    terminar_prestamo(command, centro.workspace, PRO)

    [back] = prestados(centro.workspace, HOY, todos=True)
    assert back.cierre == "Se terminó sin paquete: Se perdió el correo."
    with pytest.raises(NotAllowedError, match="no está aquí en préstamo"):
        centro.envia("v.zip", DEVOLUCION)


def test_what_was_lent_to_us_and_we_lent_on_goes_back_once_it_is_here(
    centro: Oficina, norte: Oficina
) -> None:
    norte.recibe(centro.envia("p.zip", PRESTAMO, prestar=Prestar("Norte")))
    norte.envia("q.zip", PRESTAMO, prestar=Prestar("Sur"))
    with pytest.raises(NotAllowedError, match="a Sur desde el 30 de septiembre"):
        norte.envia("v.zip", DEVOLUCION)
    end = TerminarPrestamo(norte.caso(), "Sur no lo necesitó.")
    terminar_prestamo(end, norte.workspace, PRO)
    told = terminar_prestamo(end, norte.workspace, PRO).resumen
    assert "el préstamo de PRO (SVSP) sin devolver paquete: Sur no" in told


class Impaciente:
    """Stops the work at the point that it is told."""

    def __init__(self, at: str) -> None:
        self.at = at

    def report(self, done: int, total: int, detail: str) -> None:
        del done, total
        if detail.startswith(self.at):
            raise CancelledByUserError


def test_a_cancel_leaves_no_trace(centro: Oficina, norte: Oficina) -> None:
    path = centro.folder / "p.zip"
    entries = centro.entradas()
    order = CrearPaquete((centro.caso(),), path, INTERCAMBIO)
    with pytest.raises(CancelledByUserError):
        crear_paquete(order, centro.workspace, PRO, Impaciente("Empacando"))
    with pytest.raises(CancelledByUserError):
        crear_paquete(order, centro.workspace, PRO, Impaciente("Anotando"))
    assert not list(centro.folder.glob("*.zip"))
    assert not list(centro.folder.glob(".cobro-*"))
    assert centro.entradas() == entries

    centro.envia("p.zip")
    before = norte.entradas()
    for at in ("Comprobando", "Comparando", "Uniendo", "Guardando"):
        with pytest.raises(CancelledByUserError):
            recibir_paquete(RecibirPaquete(path), norte.workspace, PRO, Impaciente(at))
    assert norte.entradas() == before
    assert not list(norte.workspace.datos.glob(".cobro-*"))
    assert not list(norte.workspace.datos.glob("respaldos/antes_de_paquete_*"))


def test_who_leaves_a_case_leaves_it_in_the_other_office_unless_it_went_on(
    centro: Oficina, norte: Oficina
) -> None:
    """Ana is unlinked in one office; Pedro too, but the other one notified him."""
    for document, rol in (("CC 52123456", "solidario"), ("CC 79000111", "heredero")):
        vincular(
            Vincular(
                expediente_id=centro.caso(), rol=rol, documento=document,
                nombre=f"Persona {document}", motivo="Registro civil 123",
                tope=5_000_000 if rol == "solidario" else None,
            ),
            centro.workspace,
            PRO,
        )  # fmt: skip
    path = centro.envia("p.zip")
    recibir_paquete(RecibirPaquete(path), norte.workspace, PRO)
    for document in ("CC 52123456", "CC 79000111"):
        desvincular(
            Desvincular(
                expediente_id=norte.caso(), documento=document, motivo="Por error"
            ),
            norte.workspace,
            PRO,
        )
    with centro.workspace.base.write.begin() as session:
        heir = session.scalars(
            select(DeudorRow.id).where(DeudorRow.rol == "heredero")
        ).one()
        session.add(
            NotificacionRow(
                expediente_id=centro.caso(), que="mandamiento-pago", deudor_id=heir,
                medio="correo", enviada=dt.date(2026, 3, 3), resultado="pendiente",
            )
        )  # fmt: skip

    back = norte.envia("v.zip")
    seen = prever_paquete(RecibirPaquete(back), centro.workspace).casos[0]
    told = recibir_paquete(RecibirPaquete(back), centro.workspace, PRO)

    assert any("a Persona CC 52123456 (deudor solidario)" in a for a in seen.avisos)
    assert quienes(centro) == ["heredero", "principal"]
    assert "aquí sigue: hay a su nombre 1 notificación" in told.resumen

    forth = centro.envia("w.zip")
    told = recibir_paquete(RecibirPaquete(forth), norte.workspace, PRO)
    assert quienes(norte) == ["heredero", "principal"]
    assert "Entra al expediente Persona CC 79000111 (heredero)." in told.resumen
    for office in (centro, norte):
        assert verificar(office.workspace).hallazgos == []


def quienes(office: Oficina) -> list[str]:
    query = select(DeudorRow.rol).where(DeudorRow.expediente_id == office.caso())
    with office.workspace.base.read() as session:
        return sorted(session.scalars(query))


def test_a_code_of_another_office_is_found_and_says_who_issued_it(
    centro: Oficina, norte: Oficina
) -> None:
    """Its number is taken here, and it prints it all the same."""
    desk = Despacho(centro.workspace, centro.caso(), centro.folder)
    paper = desk.proyecta()
    desk.envia(paper)
    desk.revisa(paper)
    desk.aprueba(paper)
    desk.firma(paper)
    with centro.workspace.base.read() as session:
        row = session.get_one(DocumentoRow, paper)
        code, number = str(row.contexto["codigo"]), printed_number(row)
        day = row.fecha.isoformat()
    file = exportar_documento(paper, centro.folder / "auto.docx", centro.workspace)
    own = comprobar_codigo(code, centro.workspace)
    assert (own.emitio, own.contenido_coincide) == ("", True)

    path = centro.envia("p.zip")
    ocupar(norte, paper_of=centro, paper=paper)
    norte.recibe(path)

    qr = f"SVSP/auto-avoca/{number}/{day}/{code}"
    found = comprobar_codigo(qr, norte.workspace)
    assert found.contenido_coincide
    assert (found.numero, found.advertencias) == (number, ())
    signer = "Lo emitió otra oficina y lo firma "
    assert found.emitio.startswith(signer)
    assert "en el paquete «p.zip», de " in found.emitio
    same = comprobar_archivo(file.read_bytes(), norte.workspace)
    assert same.archivo_coincide
    assert same.emitio == found.emitio
    # It keeps saying so at home when it comes back: there it was issued.
    centro.recibe(norte.envia("v.zip"))
    assert comprobar_codigo(code, centro.workspace).emitio == ""


def ocupar(office: Oficina, *, paper_of: Oficina, paper: int) -> None:
    """Give to another document of an office the number of a paper of another one."""
    with paper_of.workspace.base.read() as session:
        row = session.get_one(DocumentoRow, paper)
        taken = (row.serie, row.anio, row.numero)
    with transaction(office.workspace, PRO, "prueba") as tx:
        other = DocumentoRow(
            entidad_id=tx.workspace.entidad(tx.session, "SVSP").id, tipo="acta",
            nombre="Acta", actividad="1", estado="borrador", formato="pdf", fecha=HOY,
            serie=taken[0], anio=taken[1], numero=taken[2], elaboro="pro",
        )  # fmt: skip
        tx.session.add(other)


def test_each_conflict_is_told_in_words_and_chosen_alone(
    centro: Oficina, norte: Oficina
) -> None:
    """Two joint debtors with almost the same number, each with another amount."""
    norte.recibe(centro.envia("p.zip"))
    for office, tope in ((centro, 10_000_000), (norte, 20_000_000)):
        for nit in ("NIT 800197268-4", "NIT 800197269-1"):
            vincular(
                Vincular(
                    expediente_id=office.caso(), rol="solidario", documento=nit,
                    nombre=f"Socio {nit[-3:]}", motivo="Contrato 1", tope=tope,
                ),
                office.workspace,
                PRO,
            )  # fmt: skip

    path = centro.envia("v.zip")
    seen = prever_paquete(RecibirPaquete(path), norte.workspace).diferencias

    assert [(d.que, d.campo, d.aqui, d.paquete) for d in seen] == [
        (
            f"Obligado «Socio {end} (deudor solidario) multa 2024»",
            "responde hasta",
            "$ 200.000",
            "$ 100.000",
        )
        for end in ("8-4", "9-1")
    ]
    first, second = seen
    with pytest.raises(InvalidDataError, match="«topee» no es ninguno"):
        norte.recibe(path, elecciones={"*": "paquete", "topee": "aqui"})
    norte.recibe(path, elecciones={first.clave: "paquete", second.clave: "aqui"})
    with norte.workspace.base.read() as session:
        people = deudores(session, norte.caso())
    assert [one.tope for one in people[1:]] == [10_000_000, 20_000_000]
