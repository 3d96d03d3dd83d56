"""The legal values over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UserError
from cobro_ui.parametros.source import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.claves import ClaveCreada
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_desktop.services.parametros.elecciones import OpcionVigente
    from cobro_desktop.services.parametros.ordenes import CargarValor
    from cobro_desktop.services.parametros.salud import AvisoSalud
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.parametros.source import (
        Draft,
        FileRequest,
        SignedOrder,
        SignedRequest,
        Where,
    )


class LegalValues:
    """`LegalSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def tables(self) -> Sequence[TablaLegal]:
        """Return the tables, in the order they are shown."""
        from cobro_desktop.services.parametros.consulta import tablas

        return tablas()

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return the institutions that have a profile."""
        return [
            (e.sigla, f"{e.sigla} · {e.nombre}")
            for e in self._office.workspace.perfiles()
        ]

    def rows(self, where: Where) -> Sequence[FilaParametro]:
        """Return the values in force, the latest first."""
        from cobro_desktop.services.parametros.consulta import ver_tabla

        return ver_tabla(self._office.workspace, *where)

    def history(self, where: Where, desde: date) -> Sequence[FilaParametro]:
        """Return what was said of a value, the last word first."""
        from cobro_desktop.services.parametros.consulta import ver_historia

        workspace = self._office.workspace
        return ver_historia(workspace, where.tabla, desde, where.sigla)

    def health(self) -> Sequence[AvisoSalud]:
        """Return what is missing on the legal day."""
        from cobro_desktop.services.parametros.salud import salud

        return salud(self._office.workspace, self._office.hoy)

    def switches(self, sigla: str) -> Sequence[OpcionVigente]:
        """Return the readings of the law of an entity."""
        from cobro_desktop.services.parametros.elecciones import ver_opciones

        return ver_opciones(self._office.workspace, sigla)

    def check(self, draft: Draft) -> Verdict:
        """Tell what would happen with a draft."""
        from cobro_desktop.domain.parametros import nombre_de
        from cobro_desktop.services.parametros.lectura import CamposInvalidosError
        from cobro_desktop.services.parametros.ordenes import prever_valor
        from cobro_desktop.services.parametros.revision import resumen, resumen_de
        from cobro_desktop.services.parametros.tablas import buscar_tabla

        try:
            found = prever_valor(_command(draft), self._office.workspace)
        except CamposInvalidosError as error:
            return Verdict(problemas=error.problemas)
        except UserError as error:
            return Verdict(rechazo=error.mensaje)
        table = buscar_tabla(draft.where.tabla)
        if found.repite:
            return Verdict(rechazo="Ese valor ya está cargado así.")
        before = found.anterior
        name = nombre_de(table, found.valor.vigencia)
        return Verdict(
            avisos=found.avisos,
            reemplaza=resumen_de(table, before) if before else "",
            cargara=f"{name}: {resumen(table, found.valor)}",
        )

    def save(self, draft: Draft) -> Changes:
        """Load a value, or replace one with its reason."""
        from cobro_desktop.services.parametros.ordenes import cargar_valor

        office = self._office
        return cargar_valor(_command(draft), office.workspace, office.contexto)

    def withdraw(self, where: Where, desde: date, motivo: str) -> Changes:
        """Withdraw a value that somebody loaded."""
        from cobro_desktop.services.parametros.ordenes import (
            RetirarValor,
            retirar_valor,
        )

        command = RetirarValor(where.tabla, desde, motivo, where.sigla)
        return retirar_valor(command, self._office.workspace, self._office.contexto)

    def keep_act(self, where: Where, desde: date, archivo: Path) -> Changes:
        """Keep the published act of a value."""
        from cobro_desktop.services.parametros.soportes import (
            AdjuntarSoporte,
            adjuntar_soporte,
        )

        command = AdjuntarSoporte(where.tabla, desde, archivo, where.sigla)
        return adjuntar_soporte(command, self._office.workspace, self._office.contexto)

    def act_of(self, row: FilaParametro) -> Path:
        """Return a readable copy of the act of a value."""
        from cobro_desktop.services.parametros.soportes import exportar_soporte

        assert row.soporte is not None, "only offered where there is one"
        target = self._office.outbox / row.soporte.sha256[:12] / row.soporte.nombre
        target.parent.mkdir(exist_ok=True)
        return exportar_soporte(row, target, self._office.workspace)

    def receive(self, request: SignedRequest, progress: Progress) -> Changes:
        """Load a signed file, or only try it."""
        from cobro_desktop.services.parametros.paquete import Recibir, recibir

        command = Recibir(
            request.archivo, request.confiar, request.motivo, request.simular
        )
        office = self._office
        return recibir(command, office.workspace, office.contexto, progress)

    def make_key(self, destino: Path, contrasena: str) -> ClaveCreada:
        """Write a new key that signs."""
        from cobro_desktop.services.claves import crear_clave_de_oficina

        return crear_clave_de_oficina(destino, contrasena)

    def publish(self, order: SignedOrder) -> str:
        """Write the values of this office, signed."""
        from cobro_desktop.services.parametros.paquete import Publicar, publicar

        command = Publicar(order.destino, order.clave, order.contrasena, order.emisor)
        return publicar(command, self._office.workspace).resumen

    def choose(self, sigla: str, clave: str, valor: str, sustento: str) -> Changes:
        """Choose a reading of the law."""
        from cobro_desktop.services.parametros.elecciones import (
            FijarOpcion,
            fijar_opcion,
        )

        command = FijarOpcion(sigla, clave, valor, sustento)
        return fijar_opcion(command, self._office.workspace, self._office.contexto)

    def bring(self, request: FileRequest, progress: Progress) -> Changes:
        """Import a file, or only try it."""
        from cobro_desktop.services.parametros.importacion import (
            ImportarParametros,
            importar_parametros,
        )

        command = ImportarParametros(
            request.archivo,
            request.where.tabla,
            request.simular,
            request.motivo,
            request.where.sigla,
        )
        office = self._office
        return importar_parametros(command, office.workspace, office.contexto, progress)


def _command(draft: Draft) -> CargarValor:
    from cobro_desktop.services.parametros.ordenes import CargarValor

    where = draft.where
    return CargarValor(where.tabla, draft.campos, draft.motivo, where.sigla)
