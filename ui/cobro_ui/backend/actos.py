"""Acts of a case over the services: payments, notifications, files, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import miles
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import CancelledByUserError
from cobro_ui.actuaciones.ports import ActCase, EvidenceOption, Person
from cobro_ui.models.columns import ESTADOS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from cobro_desktop.domain.procedimiento import Evidencia
    from cobro_desktop.services.notificaciones import Notificar
    from cobro_desktop.services.pagos import RegistrarPago
    from cobro_desktop.services.pasos import Paso
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.reparto_pago import PagoPrevisto
    from cobro_desktop.services.repartos import Repartir
    from cobro_ui.actuaciones.ports import (
        AssignRequest,
        AttachRequest,
        Notifiable,
        NotificationRequest,
        PaymentRequest,
        ShareRequest,
    )
    from cobro_ui.backend.office import Office

T = TypeVar("T")
_OPEN = frozenset({"ABIERTO", "SUSPENDIDO"})


class CaseActs:
    """`Acts` over the services."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case."""
        from cobro_ui.backend.cases import Cases

        head = Cases(self.office).load(expediente_id).head
        ended = "" if head.estado in _OPEN else ESTADOS.get(head.estado, head.estado)
        return ActCase(
            head.numero,
            head.deudor,
            head.identificacion,
            head.saldo,
            ended.lower(),
            head.prestamo,
        )

    def preview_payment(self, request: PaymentRequest) -> PagoPrevisto:
        """Say how a payment would be imputed."""
        from cobro_desktop.services.pagos import previsualizar

        office = self.office
        return previsualizar(_payment(request), office.workspace, office.hoy)

    def pay(self, request: PaymentRequest) -> Changes:
        """Register a payment and impute it."""
        from cobro_desktop.services.pagos import registrar_pago

        office = self.office
        return registrar_pago(_payment(request), office.workspace, office.contexto)

    def notifiable(self, expediente_id: int) -> Notifiable:
        """Return what may be notified, what the activity asks first."""
        from cobro_ui.backend.notificaciones import notifiable

        paso = self._paso(expediente_id)
        return notifiable(self.office, expediente_id, paso, tuple(_to_notify(paso)))

    def preview_notification(self, request: NotificationRequest) -> Sequence[str]:
        """Say in sentences what a notification would start."""
        from cobro_desktop.services.notificaciones import prever

        office = self.office
        return prever(_notification(request), office.workspace, office.hoy)

    def notify(self, request: NotificationRequest) -> Changes:
        """Record a notification, or an attempt."""
        from cobro_desktop.services.notificaciones import notificar

        office = self.office
        return notificar(_notification(request), office.workspace, office.contexto)

    def evidence(self, expediente_id: int) -> Sequence[EvidenceOption]:
        """Return what the procedure asks to have on file, the current first."""
        from cobro_desktop.domain.procedimiento import TipoEvidencia
        from cobro_desktop.services.consultas import ficha

        paso = self._paso(expediente_id)
        filed = ficha(self.office.workspace, expediente_id).documentos
        here = {d.evidencia for d in filed} | {d.tipo for d in filed}
        options: dict[str, EvidenceOption] = {}
        for activity, evidencia in _asked(paso):
            if evidencia.tipo is TipoEvidencia.CAMPO or evidencia.id in options:
                continue
            name = paso.procedimiento.actividades[activity].nombre
            document = evidencia.tipo is TipoEvidencia.DOCUMENTO
            options[evidencia.id] = EvidenceOption(
                evidencia.id,
                evidencia.etiqueta,
                f"{activity} · {name}",
                activity == paso.actividad.id,
                evidencia.id in here or (document and evidencia.referencia in here),
            )
        return list(options.values())

    def attach(self, request: AttachRequest, progress: Progress) -> Changes:
        """Put files into a case, one command each."""
        from cobro_desktop.services.anexos import AnexarArchivo, anexar

        office = self.office
        one = request.expediente_id

        def run(file: int) -> Changes:
            path = request.archivos[file]
            command = AnexarArchivo(
                one, path, request.evidencia, request.fecha, request.radicado
            )
            return anexar(command, office.workspace, office.contexto)

        files = range(len(request.archivos))
        return _each(files, run, progress, ("Anexando", "Se anexaron", "archivos"))

    def people(self) -> Sequence[Person]:
        """Return who may be given a case."""
        from cobro_desktop.services.usuarios import usuarios

        found = usuarios(self.office.workspace)
        return [Person(p.login, p.nombre, p.cargo) for p in found]

    def assigned(self, expedientes: Collection[int]) -> Mapping[int, str]:
        """Return the login of who works each case."""
        from cobro_desktop.services.asignaciones import responsables

        return responsables(self.office.workspace, expedientes)

    def assign(self, request: AssignRequest, progress: Progress) -> Changes:
        """Give a case to a person, or many as one batch that is undone as one."""
        from cobro_desktop.services.asignaciones import Asignar, asignar
        from cobro_desktop.services.repartos import Repartir, repartir

        office = self.office
        if len(request.expedientes) == 1:
            one = Asignar(request.expedientes[0], request.login, request.causa)
            return asignar(one, office.workspace, office.contexto)
        many = Repartir(request.expedientes, (request.login,), request.causa)
        return repartir(many, office.workspace, office.contexto, progress)

    def reasons(self) -> Sequence[str]:
        """Return why a case usually changes hands."""
        from cobro_desktop.services.asignaciones import CAUSAS

        return CAUSAS

    def preview_share(self, request: ShareRequest) -> Sequence[str]:
        """Say how many cases each person would get."""
        from cobro_desktop.services.repartos import prever_reparto

        return prever_reparto(_sharing(request), self.office.workspace)

    def share(self, request: ShareRequest, progress: Progress) -> Changes:
        """Share cases among people."""
        from cobro_desktop.services.repartos import repartir

        office = self.office
        command = _sharing(request)
        return repartir(command, office.workspace, office.contexto, progress)

    def _paso(self, expediente_id: int) -> Paso:
        from cobro_desktop.services.pasos import abrir_paso

        office = self.office
        return abrir_paso(office.workspace, office.contexto, expediente_id)


def _each(
    items: Sequence[int],
    run: Callable[[int], Changes],
    progress: Progress,
    words: tuple[str, str, str],
) -> Changes:
    """Run a command per item; what was done stays, and what refused is told.

    Raises:
        UserError: the first refusal, when every item refused.
        CancelledByUserError: stopped before the first.
    """
    doing, done_words, things = words
    done: list[Changes] = []
    refused: list[UserError] = []
    stopped = False
    for number, item in enumerate(items):
        try:
            progress.report(number, len(items), doing)
        except CancelledByUserError:
            if not done:
                raise
            stopped = True
            break
        try:
            done.append(run(item))
        except UserError as error:
            refused.append(error)
    if not done:
        raise refused[0]
    if len(items) == 1:
        return done[0]
    text = f"{done_words} {miles(len(done))} de {miles(len(items))} {things}."
    if stopped:
        text += " El resto no se tocó, porque usted detuvo el trabajo."
    if refused:
        text += f" No se pudo con {miles(len(refused))}: {refused[0].mensaje}"
    touched = frozenset[int]().union(*(changes.expedientes for changes in done))
    return Changes(touched, resumen=text)


def _payment(request: PaymentRequest) -> RegistrarPago:
    from cobro_desktop.services.pagos import RegistrarPago

    return RegistrarPago(
        request.expediente_id,
        request.fecha,
        request.valor,
        request.referencia,
        request.banco,
    )


def _sharing(request: ShareRequest) -> Repartir:
    from cobro_desktop.services.repartos import Repartir

    return Repartir(request.expedientes, request.logins, request.causa)


def _notification(request: NotificationRequest) -> Notificar:
    from cobro_desktop.domain.notificacion import Medio
    from cobro_desktop.services.notificaciones import Notificar

    return Notificar(
        expediente_id=request.expediente_id,
        documento=request.documento,
        medio=Medio(request.medio),
        efectiva=request.efectiva,
        deudor=request.deudor,
        guia=request.guia,
        causa=request.causa,
        hecho=request.hecho,
        enviada=request.enviada,
        direccion=request.direccion,
        soporte=request.soporte,
        autorizacion=request.autorizacion,
        motivo=request.motivo,
        cierra_direccion=request.cierra_direccion,
    )


def _asked(paso: Paso) -> Iterator[tuple[str, Evidencia]]:
    """Yield what is asked on file, with its activity: the current one first."""
    own = (
        a.id
        for a in paso.procedimiento.actividades.values()
        if a.ambito is paso.actividad.ambito
    )
    for activity in dict.fromkeys((paso.actividad.id, *own)):
        for evidencia in paso.procedimiento.evidencias(activity):
            yield activity, evidencia


def _to_notify(paso: Paso) -> Iterator[str]:
    from cobro_desktop.domain.procedimiento import TipoEvidencia

    for _, evidencia in _asked(paso):
        if evidencia.tipo is TipoEvidencia.NOTIFICACION:
            yield evidencia.referencia
