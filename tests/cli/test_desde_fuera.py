"""What a stranger types on a case, with only the help at hand, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cobro_desktop.cli.app import run
from cobro_desktop.cli.state import State
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import abrir_oficina, expediente_de

Pide = Callable[..., tuple[int, str]]


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


@pytest.fixture
def pide(oficina: Workspace, capsys: pytest.CaptureFixture[str]) -> Pide:
    """Run a command as somebody; `{R-100}` stands for the number of that case."""
    numeros = {
        f"{{R-{n}}}": expediente_de(oficina, f"R-{n}").numero for n in (100, 200, 300)
    }

    def run_it(quien: str, orden: str, *resto: str) -> tuple[int, str]:
        words = [numeros.get(word, word) for word in orden.split()]
        head = ["--datos", str(oficina.base.datos), "--hoy", "2026-09-30"]
        code = run([*head, "--usuario", quien, *words, *resto], no_window)
        out, err = capsys.readouterr()
        return code, " ".join((out + err).split())

    return run_it


def no_window(_: State) -> int:
    msg = "the window must not open"
    raise AssertionError(msg)


def test_a_refusal_says_with_which_words_what_lacks_is_given(pide: Pide) -> None:
    code, said = pide("fin", "avanzar {R-100} --resultado recibido")

    assert code == 3
    assert "--campo: fecha_recepcion=…; radicado-memorando=…." in said
    assert "ARCHIVO --evidencia ID" in said
    assert "memorando-remisorio o radicado-memorando; titulo-ejecutivo" in said


def test_a_fact_is_not_of_a_day_to_come(pide: Pide) -> None:
    code, said = pide(
        "fin", "avanzar {R-100} --resultado recibido --campo fecha_recepcion=1/10/2026"
    )

    assert code == 3
    assert "un día que ya pasó: hoy es 30 de septiembre de 2026" in said
    limit = "--campo proceso=x --campo presentacion_credito=2026-12-01"
    code, said = pide("pro", f"incidente abrir {{R-100}} insolvencia --simular {limit}")
    assert code == 0, said


def test_what_people_wrote_is_printed_as_they_wrote_it(pide: Pide) -> None:
    code, said = pide("coo", "asignar {R-200} pro --causa", "[/x] :warning: [b]")

    assert (code, said) == (0, "Se asignó a PRO. Motivo: [/x] :warning: [b].")
    assert "[/x] :warning: [b]" in pide("coo", "expediente {R-200}")[1]
    code, said = pide("coo", "asignar {R-200} pro")
    assert (code, "ya lo tiene PRO" in said) == (3, True)
    code, said = pide("coo", "asignar {R-200} adm --causa x")
    assert (code, "no lleva expedientes" in said) == (3, True)


def test_the_kinds_of_incident_say_what_they_ask_and_how_they_close(pide: Pide) -> None:
    code, said = pide("pro", "incidente tipos")

    assert code == 0
    assert "--campo duda=… Qué se pregunta (obligatorio)" in said
    assert "se cierra con --resultado: aclarado, falla, sin_respuesta" in said
    code, said = pide("pro", "incidente abrir {R-100} aclaracion")
    assert (code, "Falta responder «Qué se pregunta» (duda)" in said) == (3, True)
    code, said = pide("pro", "incidente abrir {R-100} recurso")
    assert "solo cabe en la etapa de cobro coactivo" in said
    assert "está en la de recepción" in said


def test_what_stops_a_case_and_is_closed_the_same_day_lets_it_go(pide: Pide) -> None:
    pide("pro", "incidente abrir {R-100} insolvencia --campo proceso=x")
    assert "SUSPENDIDO" in pide("pro", "expediente {R-100}")[1]

    code, said = pide("pro", "incidente cerrar 1 --resultado terminado --forzar acta")

    assert (code, "deja de estar suspendido" in said) == (0, True)
    assert "v17 · ABIERTO" in pide("pro", "expediente {R-100}")[1]


def test_the_mandamiento_reaches_a_debtor_once(pide: Pide) -> None:
    orden = "notificar {R-100} --documento mandamiento-pago --medio personal"
    code, said = pide("pro", "notificar {R-100} --documento nada --medio personal")
    assert (code, "No hay un documento «nada»" in said) == (3, True)

    code, said = pide("pro", f"{orden} --efectiva 2026-03-16")
    assert code == 0
    assert "vence el 9 de abril de 2026" in said
    assert "Atención: El mandamiento de pago no está en el expediente" in said

    code, said = pide("pro", f"{orden} --efectiva 2026-09-16 --motivo insisto")
    assert code == 3
    assert "ya está notificado" in said
    assert "el 16 de marzo de 2026" in said


def test_money_before_the_title_is_warned_of_and_the_payment_has_a_number(
    pide: Pide,
) -> None:
    code, said = pide(
        "fin", "pago {R-200} --valor 5000 --referencia A --fecha 2024-01-10"
    )

    assert code == 0
    assert "El pago es anterior al título, del 1 de febrero de 2025" in said
    assert "Es el pago 1." in said


@pytest.mark.parametrize(
    ("clase", "dato"), [("correo", "no es un correo"), ("telefono", "llamar a Ana")]
)
def test_an_address_is_one_where_somebody_can_be_reached(
    pide: Pide, clase: str, dato: str
) -> None:
    code, said = pide(
        "pro", f"direccion agregar {{R-100}} --clase {clase} --fuente RUES", dato
    )

    assert code == 3
    assert f"«{dato}» no es un" in said


def test_a_number_out_of_its_range_is_refused_in_spanish(pide: Pide) -> None:
    assert "--limite: escriba 1 o más." in pide("pro", "lista --limite 0")[1]


def test_who_forces_the_way_to_the_archive_is_told_what_waits_there(
    pide: Pide,
) -> None:
    code, said = pide("fin", "avanzar {R-300} --resultado revocatoria --forzar", "Ya")

    assert code == 0, said
    assert "En la actividad 18 no bastará un motivo: Queda saldo de capital" in said
