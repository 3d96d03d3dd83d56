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
from cobro_desktop.exchange.firmado import crear_clave
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.electronico.paquete import (
    DEVOLUCION,
    INTERCAMBIO,
    PRESTAMO,
    CrearPaquete,
    crear_paquete,
)
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.traslado.envio import Firma
from cobro_desktop.services.traslado.foto import fotografiar
from cobro_desktop.services.traslado.prestamos import (
    Prestar,
    prestados,
)
from cobro_desktop.services.traslado.recepcion import recibir_paquete
from cobro_desktop.services.traslado.vista import RecibirPaquete, prever_paquete
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario, first_user
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    BitacoraRow,
    EtiquetaRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PersonaRow,
    UsuarioRow,
)
from cobro_desktop.storage.upgrade import open_base
from tests.services.oficina import (
    HOY,
    PEOPLE,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)
from tests.services.test_ciclo_documentos import DATOS
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


def test_a_case_is_lent_worked_in_both_offices_and_given_back(
    centro: Oficina, norte: Oficina, tmp_path: Path
) -> None:
    key = tmp_path / "oficina.pem"
    key.write_bytes(crear_clave(CLAVE))
    loan = Prestar("Oficina Norte", dt.date(2026, 9, 15))
    with pytest.raises(InvalidDataError, match="antes de hoy"):
        centro.envia("p.zip", PRESTAMO, prestar=loan)
    loan = Prestar("Oficina Norte", dt.date(2026, 10, 15), "Para notificar")
    sealed = {"firma": Firma(key, CLAVE), "contrasena": SECRETO}
    path = centro.envia("p.zip", PRESTAMO, prestar=loan, **sealed)
    with pytest.raises(NotAllowedError, match="ya está prestado a Oficina Norte"):
        centro.envia("q.zip", PRESTAMO, prestar=loan)

    before = norte.entradas()
    with pytest.raises(InvalidDataError, match="está cifrado: escriba la contraseña"):
        norte.recibe(path)
    with pytest.raises(UnreadableFileError, match="la contraseña no es la suya"):
        norte.recibe(path, contrasena="otra contraseña")
    with pytest.raises(NotAllowedError, match="que esta base no conoce") as refused:
        norte.recibe(path, contrasena=SECRETO)
    mark = str(refused.value.detalle["huella"])
    assert norte.estados(path, contrasena=SECRETO, confiar=mark) == ["nuevo"]
    assert norte.entradas() == before

    done = norte.recibe(path, contrasena=SECRETO, confiar=mark)
    assert done["nuevos"] == ["SVSP-2026-000001"]
    assert norte.filas() == centro.filas()
    assert norte.recibe(path, contrasena=SECRETO)["recibido"] is False
    assert [p.aviso for p in prestados(norte.workspace, HOY)] == [
        "Recibido en préstamo de PRO (SVSP) el 30 sep 2026 hasta el 15 oct 2026."
    ]

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

    with pytest.raises(NotAllowedError, match="no está firmado y se espera"):
        norte.recibe(centro.envia("sin.zip"))
    again = centro.envia("otra.zip", firma=Firma(key, CLAVE))
    assert norte.estados(again) == ["cambio_alla"]
    norte.recibe(again)
    assert norte.filas() == centro.filas()
    for office in (centro, norte):
        assert owed(office) == 100_000_000 - paid(office)
        assert paid(office) > 0
        assert verificar(office.workspace).hallazgos == []


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
