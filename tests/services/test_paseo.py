"""Every procedure walked at random: no dead end, no lost term, no lost peso."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from tests.services.paseo import CASOS, CODIGOS, Paseante, oficina

CORTO = settings(
    # The tale of the case says what happened: shorter ones would cost minutes.
    phases=[Phase.generate],
    max_examples=3,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
LARGO = settings(CORTO, max_examples=60, stateful_step_count=50, derandomize=False)

P = ParamSpec("P")


def solo_si(
    condicion: Callable[[Any], object],
) -> Callable[
    [Callable[Concatenate[Any, P], None]], Callable[Concatenate[Any, P], None]
]:
    """Skip a step where it makes no sense.

    A precondition would not do: each example walks another case, so what may be
    drawn would differ between examples that draw the same.
    """

    def adorna(
        paso: Callable[Concatenate[Any, P], None],
    ) -> Callable[Concatenate[Any, P], None]:
        @wraps(paso)
        def hace(yo: Any, /, *dados: P.args, **nombrados: P.kwargs) -> None:
            if condicion(yo):
                paso(yo, *dados, **nombrados)

        return hace

    return adorna


class Paseo(RuleBasedStateMachine):
    """One case of the office; each example takes the next one."""

    workspace: ClassVar[Workspace]
    folder: ClassVar[Path]
    turnos: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        titulo = f"R-{next(self.turnos) % CASOS}"
        self.caso = Paseante(self.workspace, titulo, self.folder)
        self.suspendido = self.con_incidente = self.con_acuerdo = False

    @rule(dias=st.integers(1, 45))
    def pasan_dias(self, dias: int) -> None:
        self.caso.hoy = min(
            self.caso.hoy + dt.timedelta(days=dias), dt.date(2026, 9, 30)
        )

    @rule(cual=st.integers(0, 30), con_papeles=st.booleans())
    @solo_si(lambda self: self.caso.vivo)
    def cierra(self, cual: int, *, con_papeles: bool) -> None:
        outcomes = self.caso.salidas()
        self.caso.cierra(outcomes[cual % len(outcomes)], con_papeles=con_papeles)

    @rule(con_papeles=st.booleans())
    @solo_si(lambda self: self.caso.vivo)
    def avanza(self, *, con_papeles: bool) -> None:
        """Take the usual outcome: walks far into the procedure."""
        self.caso.cierra(self.caso.salidas()[0], con_papeles=con_papeles)

    @rule(parte=st.sampled_from([5, 30, 100, 200]))
    def paga(self, parte: int) -> None:
        self.caso.paga(parte)

    @rule()
    @solo_si(lambda self: self.caso.pagos)
    def anula_pago(self) -> None:
        self.caso.anula_pago()

    @rule(medio=st.sampled_from(list(Medio)), efectiva=st.booleans())
    def notifica(self, medio: Medio, *, efectiva: bool) -> None:
        self.caso.notifica(medio, efectiva=efectiva)

    @rule()
    def pide_acuerdo(self) -> None:
        self.con_acuerdo = True
        self.caso.pide_acuerdo()

    @rule(que=st.sampled_from(["otorga", "niega", "incumple", "cumple", "anula"]))
    @solo_si(lambda self: self.con_acuerdo)
    def decide_acuerdo(self, que: str) -> None:
        self.caso.decide_acuerdo(que)

    @rule(tipo=st.sampled_from(sorted(load_incidentes())))
    def abre_incidente(self, tipo: str) -> None:
        self.con_incidente = True
        self.caso.abre_incidente(tipo)

    @rule(cual=st.integers(0, 5))
    @solo_si(lambda self: self.con_incidente)
    def cierra_incidente(self, cual: int) -> None:
        self.caso.cierra_incidente(cual)

    @rule(dias=st.sampled_from([0, 10, 40]))
    def suspende(self, dias: int) -> None:
        self.suspendido = True
        self.caso.suspende(dias=dias)

    @rule()
    @solo_si(lambda self: self.suspendido)
    def reanuda(self) -> None:
        self.suspendido = False
        self.caso.reanuda()

    @rule(login=st.sampled_from(["ana", "luis"]))
    def reasigna(self, login: str) -> None:
        self.caso.reasigna(login)

    @rule()
    def reparte(self) -> None:
        self.caso.reparte()

    @rule()
    @solo_si(lambda self: self.caso.lotes)
    def deshace(self) -> None:
        self.caso.deshace()

    @rule(cual=st.integers(0, 5))
    @solo_si(lambda self: not self.caso.vivo)
    def reabre(self, cual: int) -> None:
        self.caso.reabre(cual)

    @invariant()
    def todo_cuadra(self) -> None:
        self.caso.revisar()


@pytest.fixture(params=CODIGOS)
def paseo(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[type[RuleBasedStateMachine]]:
    workspace = oficina(tmp_path, request.param)

    class DeUnaEntidad(Paseo):
        pass

    DeUnaEntidad.workspace = workspace
    DeUnaEntidad.folder = tmp_path
    DeUnaEntidad.turnos = itertools.count()
    yield DeUnaEntidad
    workspace.close()


def test_a_case_can_be_worked_in_any_order(
    paseo: type[RuleBasedStateMachine],
) -> None:
    run_state_machine_as_test(paseo, settings=CORTO)
    assert verificar(paseo.workspace).hallazgos == []  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_long_walk_through_each_procedure(
    paseo: type[RuleBasedStateMachine],
) -> None:
    run_state_machine_as_test(paseo, settings=LARGO)
    assert verificar(paseo.workspace).hallazgos == []  # type: ignore[attr-defined]
