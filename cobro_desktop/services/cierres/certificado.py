"""Writes the certificate of a closed month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.documents.cierre import CierreImpreso, print_cierre
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import instante, mes_y_anio
from cobro_desktop.services.cierres import palabras
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
            filas=palabras.filas(cierre.datos),
            datos=palabras.otras(cierre.datos),
            huella=cierre.huella,
            anterior=cierre.anterior,
            bitacora=cierre.bitacora,
            motivo=cierre.motivo,
            cambios=palabras.cambiadas(cambios_desde(workspace, cierre)),
            elaboro=elaboro_de(workspace, contexto),
        )
    )
    escribir_atomico(salida, content)
    return salida
