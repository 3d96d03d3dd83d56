"""The key of this office, and those of others that it trusts, by their fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import NotAllowedError, StorageError
from cobro_desktop.exchange.firmado import (
    abrir_clave,
    crear_clave,
    huella,
    huella_de_clave,
)
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import ParametroRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction

CONFIANZA: Final = "clave_confiable"
COMPARAR: Final = "dígasela por otro medio a quien reciba lo que firme."


class ClaveCreada(NamedTuple):
    """A private key that was written."""

    archivo: Path
    huella: str

    @property
    def resumen(self) -> str:
        """What was done, and what to do with it."""
        return (
            f"Se creó la clave en {self.archivo}. Sin ella y su contraseña no podrá "
            f"firmar. Su huella es {self.huella}: {COMPARAR}"
        )


class Remitente(NamedTuple):
    """Who signed a file, as the file says it."""

    archivo: str
    emisor: str
    clave: str
    """Public key, hexadecimal."""


def crear_clave_de_oficina(destino: Path, contrasena: str) -> ClaveCreada:
    """Write a new private key, closed with a password.

    Raises:
        InvalidDataError: the password is too short.
        StorageError: the file is there already, or it cannot be written.
    """
    if destino.exists():
        message = f"Ya existe «{destino}». No se tocó; escoja otro nombre."
        raise StorageError(message)
    escribir_atomico(destino, crear_clave(contrasena))
    return ClaveCreada(destino, huella_de_clave(abrir_clave(destino, contrasena)))


def exigir_confianza(session: Session, remitente: Remitente, confiar: str) -> None:
    """Refuse a file whose key nobody here trusts, or another fingerprint than typed.

    Raises:
        NotAllowedError: `detalle["huella"]` is the fingerprint of its key.
    """
    own = huella(remitente.clave)
    typed = "".join(confiar.split()).casefold()
    if typed and typed != own.replace(" ", ""):
        message = (
            "La huella que escribió no es la de la clave que firmó "
            f"«{remitente.archivo}» ({own}). No se guardó nada. Compárela otra vez con "
            "quien lo envió."
        )
        raise NotAllowedError(message, {"huella": own})
    if not typed and not es_confiable(session, remitente.clave):
        message = (
            f"«{remitente.archivo}» lo firmó «{remitente.emisor}» con una clave que "
            f"esta base no conoce. Su huella es {own}. Llame a quien lo envió, "
            "compárela y, si es la misma, repita confiando en ella. No se guardó nada."
        )
        raise NotAllowedError(message, {"huella": own, "emisor": remitente.emisor})


def es_confiable(session: Session, clave: str) -> bool:
    """Tell whether the last word on a key was to trust it."""
    last = session.scalar(
        select(ParametroRow.verificado)
        .where(ParametroRow.clave == CONFIANZA, ParametroRow.valor == clave)
        .order_by(ParametroRow.id.desc())
        .limit(1)
    )
    return bool(last)


def confiar_en(tx: Transaction, remitente: Remitente) -> None:
    """Trust a key from now on; once is enough."""
    if es_confiable(tx.session, remitente.clave):
        return
    row = ParametroRow(
        clave=CONFIANZA,
        valor=remitente.clave,
        fuente=remitente.emisor,
        verificado=True,
        soporte_nombre=remitente.clave,
        registrado_por=tx.usuario.login,
        registrado_en=tx.ahora,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.touch("parametro", row.id)
