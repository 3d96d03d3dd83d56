"""The goods of a case over the services."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cobro_ui.bienes.ports import Act, Goods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.bienes.medidas import DecretarMedida
    from cobro_desktop.services.changes import Changes
    from cobro_ui.backend.office import Office
    from cobro_ui.bienes.ports import GoodsRequest


class CaseGoods:
    """`GoodsSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def read(self, expediente_id: int) -> Goods:
        """Return everything of a case."""
        from cobro_desktop.services.bienes.oficios import destinatarios
        from cobro_desktop.services.consultas import ficha
        from cobro_desktop.storage.queries import bienes

        workspace = self._office.workspace
        people = ficha(workspace, expediente_id).deudores
        with workspace.base.read() as session:
            return Goods(
                bienes.bienes_de(session, expediente_id),
                bienes.consultas_de(session, expediente_id),
                bienes.medidas_de(session, expediente_id),
                bienes.depositos_de(session, expediente_id),
                [(d.numero, f"{d.nombre} · {d.rol}") for d in people],
                [(f"e{n}", name) for n, (name, _) in enumerate(destinatarios())],
            )

    def preview(self, request: GoodsRequest) -> Sequence[str]:
        """Say in sentences what an act would do."""
        if request.act is not Act.MEDIDA:
            return []
        from cobro_desktop.services.bienes.medidas import prever_medida

        office = self._office
        command = _medida(request)
        return prever_medida(command, office.workspace, office.contexto).frases()

    def record(self, request: GoodsRequest) -> Changes:
        """Record an act."""
        return _RECORD[request.act](self._office, request)


def _oficios(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.oficios import (
        ProyectarOficios,
        destinatarios,
        proyectar_oficios,
    )

    names = [name for name, _ in destinatarios()]
    chosen = request.respuestas["destinatarios"].split(",")
    command = ProyectarOficios(
        expedientes=(request.expediente_id,),
        destinatarios=tuple(names[int(key[1:])] for key in chosen if key[1:].isdigit()),
        limite=date.fromisoformat(request.respuestas["limite"]),
    )
    return proyectar_oficios(command, office.workspace, office.contexto)


def _consultar(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.investigacion import Consultar, consultar

    given = request.respuestas
    command = Consultar(
        expediente_id=request.expediente_id,
        destinatarios=tuple(given["destinatarios"].splitlines()),
        fecha=_day(given),
        dias=int(given.get("dias") or 0),
        deudor=given.get("deudor", ""),
    )
    return consultar(command, office.workspace, office.contexto)


def _responder(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.investigacion import Responder, responder

    given = request.respuestas
    command = Responder(
        consulta_id=request.objeto,
        resultado=given["resultado"],
        fecha=_day(given),
        texto=given.get("texto", ""),
    )
    return responder(command, office.workspace, office.contexto)


def _bien(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.investigacion import (
        RegistrarBien,
        registrar_bien,
    )

    given = request.respuestas
    command = RegistrarBien(
        expediente_id=request.expediente_id,
        clase=given["clase"],
        descripcion=given["descripcion"],
        fecha=_day(given),
        identificacion=given.get("identificacion", ""),
        entidad=given.get("entidad", ""),
        valor=_money(given, "valor"),
        fuente=given.get("fuente", ""),
        deudor=given.get("deudor", ""),
    )
    return registrar_bien(command, office.workspace, office.contexto)


def _decretar(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.medidas import decretar_medida

    return decretar_medida(_medida(request), office.workspace, office.contexto)


def _actualizar(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.medidas import (
        ActualizarMedida,
        actualizar_medida,
    )

    given = request.respuestas
    command = ActualizarMedida(
        medida_id=request.objeto,
        estado=given["estado"],
        fecha=_day(given),
        texto=given.get("texto", ""),
    )
    return actualizar_medida(command, office.workspace, office.contexto)


def _deposito(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.depositos import (
        ConstituirDeposito,
        constituir_deposito,
    )

    given = request.respuestas
    command = ConstituirDeposito(
        expediente_id=request.expediente_id,
        numero=given["numero"],
        fecha=_day(given),
        valor=_money(given, "valor") or 0,
        medida_id=request.objeto or None,
    )
    return constituir_deposito(command, office.workspace, office.contexto)


def _disponer(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.depositos import (
        DisponerDeposito,
        disponer_deposito,
    )

    given = request.respuestas
    command = DisponerDeposito(
        deposito_id=request.objeto,
        destino=given["destino"],
        fecha=_day(given),
        motivo=given.get("motivo", ""),
    )
    return disponer_deposito(command, office.workspace, office.contexto)


def _fraccionar(office: Office, request: GoodsRequest) -> Changes:
    from cobro_desktop.services.bienes.depositos import (
        FraccionarDeposito,
        fraccionar_deposito,
    )

    given = request.respuestas
    parts = (_money(given, "primera") or 0, _money(given, "segunda") or 0)
    command = FraccionarDeposito(
        deposito_id=request.objeto, fecha=_day(given), valores=parts
    )
    return fraccionar_deposito(command, office.workspace, office.contexto)


def _medida(request: GoodsRequest) -> DecretarMedida:
    from cobro_desktop.services.bienes.medidas import DecretarMedida

    given = request.respuestas
    bien = given.get("bien", "")
    return DecretarMedida(
        expediente_id=request.expediente_id,
        tipo=given["tipo"],
        destinatario=given["destinatario"],
        fecha=_day(given),
        limite=_money(given, "limite"),
        bien_id=int(bien) if bien else None,
        deudor=given.get("deudor", ""),
        forzar=given.get("forzar", ""),
    )


def _day(given: Mapping[str, str]) -> date:
    return date.fromisoformat(given["fecha"])


def _money(given: Mapping[str, str], name: str) -> Centavos | None:
    text = given.get(name, "")
    if not text:
        return None
    whole, _, cents = text.partition(".")
    return int(whole) * 100 + int(cents or 0)


_RECORD: Mapping[Act, Callable[[Office, GoodsRequest], Changes]] = {
    Act.OFICIOS: _oficios,
    Act.CONSULTAR: _consultar,
    Act.RESPONDER: _responder,
    Act.BIEN: _bien,
    Act.MEDIDA: _decretar,
    Act.ACTUALIZAR: _actualizar,
    Act.DEPOSITO: _deposito,
    Act.DISPONER: _disponer,
    Act.FRACCIONAR: _fraccionar,
}
