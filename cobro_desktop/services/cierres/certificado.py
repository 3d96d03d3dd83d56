"""Writes the certificate of a closed month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.cierre import NOMBRE, CierreImpreso, print_cierre
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import instante, mes_y_anio, miles, pesos
from cobro_desktop.services.cierres.cifras import MOVIMIENTOS
from cobro_desktop.services.cierres.registro import cambios_desde
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.entidades import emisor
from cobro_desktop.services.papel_trabajo import elaboro_de
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.services.cierres.registro import Cierre
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

_CUENTAS: Final = frozenset({"Obligaciones con saldo", "Expedientes recibidos"})


def escribir_certificado(
    cierre: Cierre, salida: Path, workspace: Workspace, contexto: Contexto
) -> Path:
    """Write the certificate: the frozen figures, and what changed since.

    Raises:
        InvalidDataError: the file is no `.pdf`.
        StorageError: the file cannot be written.
    """
    if salida.suffix.lower() != ".pdf":
        message = f"«{salida.name}» debe terminar en .pdf."
        raise InvalidDataError(message, {"archivo": str(salida)})
    with workspace.base.read() as session:
        written = datos_de(session, cierre.sigla)
    heading = emisor(workspace.perfil(cierre.sigla), "", datos=written)
    content = print_cierre(
        CierreImpreso(
            emisor=heading,
            mes=mes_y_anio(cierre.mes),
            fecha=contexto.hoy,
            cerrado=(
                f"Cierre n.º {cierre.orden} del mes, hecho el "
                f"{instante(cierre.creado_en)} por {cierre.usuario}."
            ),
            filas=_filas(cierre),
            datos=_otras(cierre),
            huella=cierre.huella,
            anterior=cierre.anterior,
            bitacora=cierre.bitacora,
            motivo=cierre.motivo,
            cambios=tuple(
                (
                    one.donde,
                    _valor(one.donde, one.cerrado),
                    _valor(one.donde, one.ahora),
                )
                for one in cambios_desde(workspace, cierre)
            ),
            elaboro=elaboro_de(workspace, contexto),
        )
    )
    escribir_atomico(salida, content)
    return salida


def nombre_de_archivo(cierre: Cierre) -> str:
    """Return the name to offer for the certificate."""
    return f"{NOMBRE} {cierre.sigla} {cierre.mes:%Y-%m}.pdf"


def _filas(cierre: Cierre) -> tuple[tuple[str, ...], ...]:
    rows = [
        (name, *(pesos(row[key]) for key in MOVIMIENTOS))
        for name, row in cierre.datos["conceptos"].items()
    ]
    total = cierre.datos["total"]
    return (*rows, ("Total", *(pesos(total[key]) for key in MOVIMIENTOS)))


def _otras(cierre: Cierre) -> tuple[tuple[str, str], ...]:
    datos = cierre.datos
    return (
        ("Obligaciones con saldo al cierre", miles(datos["obligaciones"])),
        ("Expedientes recibidos en el mes", miles(datos["expedientes_recibidos"])),
        *((f"Recaudo: {name}", pesos(v)) for name, v in datos["recaudo"].items()),
        ("Recaudo total", pesos(sum(datos["recaudo"].values()))),
    )


def _valor(donde: str, valor: int) -> str:
    return miles(valor) if donde in _CUENTAS else pesos(valor)
