"""Full contexts of the sheet of control and the index of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.contextos.electronico import (
    HojaControl,
    IndiceElectronico,
    PiezaImpresa,
)
from tests.documents.comunes import NOMBRE_LARGO, comun

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.documents.contextos.comun import Emitido

TODAS = ("SDSCJ", "SVSP", "RNEC", "IDPYBA")
CASOS = [
    (tipo, sigla) for tipo in ("hoja-control", "indice-electronico") for sigla in TODAS
]


def _piezas() -> tuple[PiezaImpresa, ...]:
    common = {"fecha": "3 may 2026", "incorporada": "4 may 2026"}
    return (
        PiezaImpresa(
            **common,
            orden="1",
            nombre="Auto que avoca conocimiento n.º 000042 de 2026",
            tipologia="Auto que avoca conocimiento",
            folios="1 – 3",
            paginas="3",
            archivo="DOCX, 35 KB, electrónico",
            huella="0123456789abcdef" * 4,
        ),
        PiezaImpresa(
            **common,
            orden="2",
            nombre=f"Poder de {NOMBRE_LARGO}",
            tipologia="Anexo",
            folios="4 – 4",
            paginas="1",
            archivo="PDF, 2,4 MB, digitalizado",
            huella="fedcba9876543210" * 4,
            observacion="El archivo llegó dañado o incompleto.",
        ),
    )


def _comunes(tipo: str, sigla: str) -> dict[str, Any]:
    return {
        **comun(tipo, sigla),
        "piezas": _piezas(),
        "cuantas": "2 documentos",
        "folios": "4 folios",
    }


def _hoja(sigla: str) -> HojaControl:
    return HojaControl(
        **_comunes("hoja-control", sigla),
        datos_hoja=(
            "Procedimiento: Cobro de multas",
            "Apertura: 2 de mayo de 2026",
            "Responsable: Íñigo Muñoz",
        ),
    )


def _indice(sigla: str) -> IndiceElectronico:
    return IndiceElectronico(
        **_comunes("indice-electronico", sigla),
        corte="corte 1, del 5 de mayo de 2026",
        huella="ab" * 32,
        abiertas="1 documento",
    )


EJEMPLOS: dict[str, Callable[[str], Emitido]] = {
    "hoja-control": _hoja,
    "indice-electronico": _indice,
}
