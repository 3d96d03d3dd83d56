"""What a package takes for another base: the rows of each case, signature and loans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.exchange.firmado import abrir_clave
from cobro_desktop.exchange.paquete_caso import (
    DEVOLUCION,
    FILAS,
    PRESTAMO,
    REMISION,
    Archivo,
)
from cobro_desktop.services.electronico.orden import caso_de
from cobro_desktop.services.traslado.estados import (
    ENVIADO,
    Origen,
    guardar_estado,
    historia_de,
)
from cobro_desktop.services.traslado.foto import VEZ, fotografiar_varios
from cobro_desktop.services.traslado.identidad import registrar_nombres
from cobro_desktop.services.traslado.prestamos import (
    datos_de_prestamo,
    devolucion_de,
    devolver,
    exigir_en_casa,
    revisar,
    salir,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.paquete_caso import Cabecera, Sello
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.traslado.foto import Foto
    from cobro_desktop.services.traslado.prestamos import Prestar
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ExpedienteRow


@dataclass(frozen=True, slots=True)
class Firma:
    """The key of an office and what opens it."""

    clave: Path
    contrasena: str

    def abrir(self) -> Ed25519PrivateKey:
        """Open the key.

        Raises:
            NotFoundError: no such file.
            InvalidDataError: another kind of file, or the password is not its own.
        """
        return abrir_clave(self.clave, self.contrasena)


class Salida(NamedTuple):
    """What has to be kept of a case once its package is written."""

    nombres: list[tuple[str, str, int]]
    texto: bytes


@dataclass
class Envio:
    """A package while it is made, and what has to be kept once it is."""

    workspace: Workspace
    contexto: Contexto
    cabecera: Cabecera
    sello: Sello
    archivo: str
    """Name of what is written."""
    prestar: Prestar | None = None
    salidas: dict[int, Salida] = field(default_factory=dict)
    prestamos: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    sin_imprimir: set[str] = field(default_factory=set)
    """Papers that this office cannot print yet: it has not written its data."""

    def fotos(self, ids: Sequence[int]) -> Iterator[tuple[int, Foto]]:
        """Yield each case with its rows, read a few cases at a time."""
        whole = self.cabecera.proposito != REMISION
        for part in trozos(ids, VEZ):
            with self.workspace.base.read() as session:
                found = list(
                    fotografiar_varios(
                        session, part, completa=whole, base=self.cabecera.base
                    )
                )
            yield from zip(part, found, strict=True)

    def filas(
        self, session: Session, found: Foto, carpeta: str, puestos: Collection[str]
    ) -> Iterator[Archivo]:
        """Yield the rows of a case and the documents that stand nowhere else."""
        case, text = found.expediente_id, found.texto()
        self.salidas[case] = Salida(found.nombres(), text)
        for sha256 in found.sha256:
            if sha256 not in puestos:
                content = self.workspace.contenido.leer(session, sha256)
                yield Archivo(f"{carpeta}/versiones/{sha256}", content)
        told: dict[str, Any] = {
            "numero": next(iter(found.filas["caso"].values()))["numero"],
            "carpeta": carpeta,
            "historia": historia_de(session, case),
        }
        if self.prestar is not None:
            who = f"{self.cabecera.autor} ({self.cabecera.entidad})"
            loan = datos_de_prestamo(self.prestar, self.contexto.hoy, who)
            told["prestamo"] = self.prestamos[case] = loan
        elif self.cabecera.proposito == DEVOLUCION:
            told["prestamo"] = devolucion_de(session, case)
        self.sello.casos.append(told)
        yield Archivo(f"{carpeta}/{FILAS}", text)

    def anotar(self, tx: Transaction, case: ExpedienteRow) -> None:
        """Keep what left: the names of its rows, its state, its loan."""
        left = self.salidas[case.id]
        registrar_nombres(tx.session, case.id, left.nombres)
        origen = Origen(self.cabecera.base, archivo=self.archivo)
        guardar_estado(tx, case.id, left.texto, ENVIADO, origen)
        if case.id in self.prestamos:
            salir(tx, case, self.prestamos[case.id])
        if self.cabecera.proposito == DEVOLUCION:
            devolver(tx, case, self.archivo)


def revisar_envio(
    tx: Transaction, ids: Sequence[int], proposito: str, prestar: Prestar | None
) -> Prestar | None:
    """Return the loan as it will be written.

    Raises:
        InvalidDataError: a loan to nobody.
        NotAllowedError: a case that is lent already, or was not lent to us.
    """
    cases = [caso_de(tx, case) for case in ids]
    if proposito in {PRESTAMO, DEVOLUCION}:
        exigir_en_casa(tx.session, cases)
    if proposito == PRESTAMO:
        if prestar is None:
            message = "Diga a quién se prestan los expedientes. No se hizo nada."
            raise InvalidDataError(message)
        return revisar(prestar, tx.contexto.hoy)
    if proposito == DEVOLUCION:
        for case in cases:
            if devolucion_de(tx.session, case.id) is None:
                message = (
                    f"{case.numero} no está aquí en préstamo: no hay a quién "
                    "devolverlo. No se hizo nada."
                )
                raise NotAllowedError(message, {"expediente": case.numero})
    return None
