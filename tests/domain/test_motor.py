from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.hechos import (
    CierreHecho,
    Hechos,
    NotificacionHecha,
    Pieza,
)
from cobro_desktop.domain.motor import (
    Cierre,
    Clase,
    Evaluacion,
    Posicion,
    abiertas_fuera_de_turno,
    evaluar,
    inicio,
    reabrir,
    respuestas_vigentes,
    transicion,
)
from cobro_desktop.domain.procedimiento import (
    Actividad,
    Campo,
    Condicion,
    Etapa,
    Evidencia,
    Fin,
    ReglaInvocada,
    TipoCampo,
    TipoEvidencia,
)
from tests.domain.procedimiento_de_prueba import (
    a,
    actividad,
    archivo,
    con_pagos,
    documento,
    procedimiento,
    termina,
)

HOY = date(2026, 9, 30)
SIN_NADA = Hechos(hoy=HOY)


def cerrar(
    una: Actividad, hechos: Hechos = SIN_NADA, resultado: str = "fin", **dadas: str
) -> Evaluacion:
    return evaluar(procedimiento(una), Cierre(una.id, resultado, dadas), hechos)


def ids(evaluacion: Evaluacion) -> list[tuple[str, ...]]:
    return [pendiente.ids for pendiente in evaluacion.faltan]


def with_files(*evidencias: str) -> Hechos:
    return Hechos(hoy=HOY, piezas=tuple(Pieza("", evidencia=e) for e in evidencias))


# What an activity asks


def test_a_case_begins_at_the_entry() -> None:
    assert inicio(con_pagos()) == Posicion("1")


def test_an_activity_without_requirements_closes() -> None:
    assert cerrar(actividad("1", termina("fin"))).completa


def test_two_evidences_are_both_asked() -> None:
    una = actividad(
        "1", termina("fin"), evidencia=(archivo("acta"), documento("auto-avoca"))
    )

    assert ids(cerrar(una)) == [("acta",), ("auto-avoca",)]


def test_one_of_two_alternatives_is_enough() -> None:
    una = actividad(
        "1",
        termina("fin"),
        evidencia=(
            documento("diligencia-notificacion", alternativa="n"),
            documento("aviso-notificacion", alternativa="n"),
        ),
    )

    assert ids(cerrar(una)) == [("diligencia-notificacion", "aviso-notificacion")]
    assert cerrar(una, Hechos(HOY, piezas=(Pieza("aviso-notificacion"),))).completa


def test_alternatives_of_other_groups_do_not_replace_each_other() -> None:
    una = actividad(
        "1",
        termina("fin"),
        evidencia=(
            archivo("a", alternativa="uno"),
            archivo("b", alternativa="uno"),
            archivo("c", alternativa="dos"),
            archivo("d", alternativa="dos"),
        ),
    )

    assert ids(cerrar(una, with_files("b"))) == [("c", "d")]


@pytest.mark.parametrize(
    ("estado", "enough"),
    [
        (EstadoDocumento.BORRADOR, False),
        (EstadoDocumento.APROBADO, False),
        (EstadoDocumento.FIRMADO, True),
        (EstadoDocumento.NOTIFICADO, True),
    ],
)
def test_a_document_counts_from_the_state_that_is_asked(
    estado: EstadoDocumento, *, enough: bool
) -> None:
    una = actividad("1", termina("fin"), evidencia=(documento("auto-avoca"),))
    hechos = Hechos(HOY, piezas=(Pieza("auto-avoca", estado),))

    assert cerrar(una, hechos).completa is enough


def test_a_file_attached_for_a_document_is_as_good_as_the_document() -> None:
    una = actividad("1", termina("fin"), evidencia=(documento("acta-remate"),))

    assert cerrar(una, with_files("acta-remate")).completa
    assert not cerrar(una, with_files("otra")).completa


def test_a_notification_counts_when_a_debtor_was_notified() -> None:
    prueba = Evidencia(
        "notificado", "Notificado", TipoEvidencia.NOTIFICACION, "mandamiento-pago"
    )
    una = actividad("1", termina("fin"), evidencia=(prueba,))
    hecha = NotificacionHecha("mandamiento-pago", "1", HOY)
    otra = NotificacionHecha("auto-archivo", "1", HOY)

    assert not cerrar(una).completa
    assert not cerrar(una, Hechos(HOY, notificaciones=(otra,))).completa
    assert cerrar(una, Hechos(HOY, notificaciones=(hecha,))).completa


@pytest.mark.parametrize(
    ("referencia", "hechos", "dadas", "enough"),
    [
        pytest.param("SIGA", SIN_NADA, {}, False, id="nothing"),
        pytest.param("SIGA", SIN_NADA, {"radicado": "2026-1"}, True, id="typed"),
        pytest.param("SIGA", SIN_NADA, {"radicado": "  "}, False, id="blank"),
        pytest.param(
            "SIGA",
            Hechos(HOY, referencias=frozenset({"SIGA"})),
            {},
            True,
            id="on file",
        ),
        pytest.param(
            "", Hechos(HOY, referencias=frozenset({"SIGA"})), {}, False, id="any kind"
        ),
    ],
)
def test_an_external_number_is_typed_or_on_file(
    referencia: str, hechos: Hechos, dadas: dict[str, str], *, enough: bool
) -> None:
    numero = Evidencia("radicado", "Número", TipoEvidencia.RADICADO, referencia)
    una = actividad("1", termina("fin"), evidencia=(numero,))

    assert cerrar(una, hechos, **dadas).completa is enough


def test_a_warning_never_refuses() -> None:
    una = actividad("1", termina("fin"), evidencia=(archivo("guia", aviso=True),))

    found = cerrar(una)

    assert found.completa
    assert [p.ids for p in found.advertencias] == [("guia",)]


def test_evidence_is_asked_only_with_its_outcomes() -> None:
    una = actividad(
        "1",
        termina("fin"),
        termina("devuelto", Fin.DEVUELTO),
        evidencia=(archivo("memorando", resultados=("devuelto",)),),
    )

    assert cerrar(una).completa
    assert ids(cerrar(una, resultado="devuelto")) == [("memorando",)]


LLAMADA = (
    Campo("hubo", "¿Hubo llamada?", TipoCampo.SI_NO, obligatorio=True),
    Campo(
        "contesto",
        "¿Contestó?",
        TipoCampo.SI_NO,
        obligatorio=True,
        si=Condicion("hubo", ("si",)),
    ),
    Campo("quien", "Quién", TipoCampo.TEXTO, si=Condicion("contesto", ("si",))),
)


def test_a_mandatory_question_is_asked() -> None:
    found = cerrar(actividad("1", termina("fin"), campos=LLAMADA))

    assert [(p.clase, p.ids, p.texto) for p in found.faltan] == [
        (Clase.CAMPO, ("hubo",), "Falta responder: ¿Hubo llamada?")
    ]


def test_a_question_appears_with_the_answer_it_depends_on() -> None:
    una = actividad("1", termina("fin"), campos=LLAMADA)

    assert ids(cerrar(una, hubo="si")) == [("contesto",)]
    assert cerrar(una, hubo="no").completa


def test_what_a_mandatory_question_proves_is_not_asked_twice() -> None:
    prueba = Evidencia("registro", "Registro", TipoEvidencia.CAMPO, "hubo")
    una = actividad("1", termina("fin"), campos=LLAMADA[:1], evidencia=(prueba,))

    assert ids(cerrar(una)) == [("hubo",)]
    assert cerrar(una, hubo="no").completa


def test_an_optional_question_is_asked_when_it_proves_something() -> None:
    optional = Campo("dia", "Último día", TipoCampo.FECHA)
    una = actividad(
        "1",
        termina("fin"),
        campos=(optional,),
        evidencia=(
            Evidencia("dia-15", "Día", TipoEvidencia.CAMPO, "dia", alternativa="x"),
            documento("resolucion-excepciones", alternativa="x"),
        ),
    )

    assert ids(cerrar(una)) == [("dia-15", "resolucion-excepciones")]
    assert cerrar(una, dia="2026-09-01").completa


def test_answers_to_hidden_questions_do_not_count() -> None:
    una = actividad("1", termina("fin"), campos=LLAMADA)
    cierre = Cierre("1", "fin", {"hubo": "no", "contesto": "si", "quien": "Ana"})

    assert respuestas_vigentes(una, cierre) == {"hubo": "no"}


def test_evidence_follows_an_answer_only_while_its_question_is_asked() -> None:
    una = actividad(
        "1",
        termina("fin"),
        campos=LLAMADA,
        evidencia=(archivo("constancia", si=Condicion("contesto", ("si",))),),
    )

    assert ids(cerrar(una, hubo="si", contesto="si")) == [("constancia",)]
    assert cerrar(una, hubo="no", contesto="si").completa


def test_a_checklist_condition_looks_for_one_of_its_items() -> None:
    campo = Campo(
        "medidas", "Medidas", TipoCampo.LISTA, opciones=(("a", "A"), ("b", "B"))
    )
    una = actividad(
        "1",
        termina("fin"),
        campos=(campo,),
        evidencia=(archivo("oficio", si=Condicion("medidas", ("b",))),),
    )

    assert cerrar(una, medidas="a").completa
    assert ids(cerrar(una, medidas="a,b")) == [("oficio",)]


def test_a_rule_refuses_and_says_its_norm() -> None:
    una = actividad(
        "1", termina("fin"), reglas=(ReglaInvocada("mandamiento_notificado"),)
    )

    (pendiente,) = cerrar(una).faltan

    assert pendiente.clase is Clase.REGLA
    assert pendiente.norma == "ET 817, 818 y 826"
    assert pendiente.salvable


def test_a_rule_that_warns_lets_pass() -> None:
    invocada = ReglaInvocada("mandamiento_notificado", aviso=True)
    found = cerrar(actividad("1", termina("fin"), reglas=(invocada,)))

    assert found.completa
    assert [p.ids for p in found.advertencias] == [("mandamiento_notificado",)]


def test_an_archive_with_balance_and_no_act_cannot_be_forced() -> None:
    una = actividad("1", termina("fin"), reglas=(ReglaInvocada("archivo_con_causa"),))

    found = cerrar(una, Hechos(HOY, saldo=1))

    assert not found.salvable
    assert cerrar(una, Hechos(HOY, saldo=0)).completa


def test_a_required_checklist_warns_of_what_is_not_marked() -> None:
    requisitos = Campo(
        "requisitos",
        "Requisitos",
        TipoCampo.LISTA,
        obligatorio=True,
        opciones=(("clara", "Clara"), ("expresa", "Expresa")),
    )
    una = actividad(
        "1",
        termina("fin"),
        campos=(requisitos,),
        reglas=(ReglaInvocada("requisitos_completos", aviso=True),),
    )

    (aviso,) = cerrar(una, requisitos="clara").advertencias

    assert "Expresa" in aviso.texto
    assert not cerrar(una, requisitos="clara,expresa").advertencias
    # Lo que no aplica no falta; lo que no se cumple, sí.
    assert not cerrar(una, requisitos="clara,~expresa").advertencias
    assert cerrar(una, requisitos="clara,-expresa").advertencias


def test_an_unknown_outcome_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NotFoundError) as caught:
        evaluar(con_pagos(), Cierre("1", "inventado"), SIN_NADA)

    assert caught.value.detalle["resultados"] == [
        "sigue",
        "paga",
        "pago_total",
        "prescripcion",
    ]


def test_an_unknown_activity_is_refused() -> None:
    with pytest.raises(NotFoundError, match="no tiene la actividad «99»"):
        evaluar(con_pagos(), Cierre("99", "sigue"), SIN_NADA)


def test_a_common_outcome_asks_its_own_act_and_nothing_of_the_activity() -> None:
    found = evaluar(con_pagos(), Cierre("2", "prescripcion"), SIN_NADA)

    assert ids(found) == [("acto-causa",)]


def test_a_payment_below_the_balance_is_no_total_payment() -> None:
    found = evaluar(con_pagos(), Cierre("1", "pago_total"), Hechos(HOY, saldo=1))

    assert ids(found) == [("pago_total_confirmado",)]


def test_a_common_outcome_is_offered_in_its_stages_only() -> None:
    offered = {s.resultado for s in con_pagos().salidas("4")}

    assert offered == {"archivado"}


# Evidence that must be new


def test_an_agreement_of_an_earlier_passage_is_not_enough() -> None:
    viejo = Pieza("acuerdo-pago", fecha=date(2026, 1, 10))
    hechos = Hechos(
        HOY, piezas=(viejo,), cierres=(CierreHecho("1", "sigue", date(2026, 3, 1)),)
    )

    assert ids(evaluar(con_pagos(), Cierre("2", "incumplido"), hechos)) == [
        ("acuerdo-pago",)
    ]


def test_an_agreement_still_counts_after_each_instalment() -> None:
    acuerdo = Pieza("acuerdo-pago", fecha=date(2026, 3, 5))
    hechos = Hechos(
        HOY,
        piezas=(acuerdo,),
        cierres=(
            CierreHecho("1", "sigue", date(2026, 3, 1)),
            CierreHecho("2", "cuota", date(2026, 4, 1)),
            CierreHecho("3", "parcial", date(2026, 4, 20)),
        ),
    )

    assert evaluar(con_pagos(), Cierre("2", "cuota"), hechos).completa


# Where an outcome leads


def go(posicion: Posicion, resultado: str, hechos: Hechos = SIN_NADA) -> Posicion:
    paso = transicion(con_pagos(), posicion, resultado, hechos)
    assert paso.a is not None
    return Posicion(paso.a, paso.pila)


def test_a_partial_payment_returns_to_the_activity_that_sent_it() -> None:
    sent = go(Posicion("1"), "paga")

    assert sent == Posicion("3", ("1",))
    assert go(sent, "parcial") == Posicion("1")


def test_returns_nest() -> None:
    agreement = go(Posicion("1"), "sigue")
    instalment = go(agreement, "cuota")

    assert instalment == Posicion("3", ("1", "2"))
    assert go(instalment, "parcial") == agreement
    assert go(agreement, "regresa") == Posicion("1")


def test_going_on_forgets_who_sent_it() -> None:
    assert go(Posicion("3", ("1", "2")), "total") == Posicion("4")


def test_staying_keeps_who_sent_it() -> None:
    assert go(Posicion("3", ("1",)), "espera") == Posicion("3", ("1",))


def test_a_common_outcome_is_remembered_like_any_other() -> None:
    assert go(Posicion("1"), "pago_total") == Posicion("3", ("1",))


def test_an_end_leaves_nothing_open() -> None:
    paso = transicion(con_pagos(), Posicion("4", ("1",)), "archivado", SIN_NADA)

    assert (paso.a, paso.fin, paso.pila, paso.termino) == (
        None,
        Fin.ARCHIVADO,
        (),
        None,
    )


def test_a_return_to_nobody_is_refused() -> None:
    with pytest.raises(NotAllowedError, match="Elija otro resultado"):
        transicion(con_pagos(), Posicion("3"), "parcial", SIN_NADA)


def test_an_agreement_suspends() -> None:
    assert transicion(con_pagos(), Posicion("2", ("1",)), "cuota", SIN_NADA).suspende
    assert not transicion(con_pagos(), Posicion("1"), "paga", SIN_NADA).suspende


# Terms


def test_entering_an_activity_starts_its_time_today() -> None:
    termino = transicion(con_pagos(), Posicion("1"), "sigue", SIN_NADA).termino

    assert termino is not None
    assert (termino.actividad, termino.desde) == ("2", HOY)


def test_a_return_gives_back_the_time_from_the_first_entry() -> None:
    hechos = Hechos(
        HOY,
        cierres=(
            CierreHecho("1", "sigue", date(2026, 3, 1)),
            CierreHecho("2", "cuota", date(2026, 4, 1)),
        ),
    )

    paso = transicion(con_pagos(), Posicion("3", ("1", "2")), "parcial", hechos)

    assert paso.vuelve
    assert paso.termino is not None
    assert paso.termino.desde == date(2026, 3, 1)


@pytest.mark.parametrize("exigible", [None, date(2026, 1, 14)])
def test_a_time_from_exigibility_does_not_begin_before_it_is_known(
    exigible: date | None,
) -> None:
    hechos = Hechos(HOY, exigibilidad=exigible)

    termino = transicion(con_pagos(), Posicion("3", ("1",)), "parcial", hechos).termino

    assert termino is not None
    assert termino.desde == exigible


# Doors back and out of turn


def test_an_archived_case_comes_back_by_its_door() -> None:
    paso = reabrir(con_pagos(), "4", "reabierto", SIN_NADA)

    assert (paso.a, paso.pila) == ("3", ("4",))


def test_a_case_does_not_come_back_without_a_door() -> None:
    with pytest.raises(NotFoundError, match="reabierto"):
        reabrir(con_pagos(), "4", "porque sí", SIN_NADA)
    with pytest.raises(NotFoundError, match="ninguna causa"):
        reabrir(con_pagos(), "1", "reabierto", SIN_NADA)


def out_of_turn(at: str, *closed: str) -> tuple[str, ...]:
    modelo = procedimiento(
        actividad("1", a("sigue", "2")),
        actividad("2", a("sigue", "3")),
        actividad(
            "3",
            termina("fin"),
            fuera_de_turno=True,
            fuera_de_turno_desde=("2",),
            etapa=Etapa.COACTIVO,
        ),
    )
    cierres = tuple(CierreHecho(c, "sigue", HOY) for c in closed)
    return abiertas_fuera_de_turno(modelo, at, Hechos(HOY, cierres=cierres))


def test_an_activity_opens_out_of_turn_from_where_the_file_says() -> None:
    assert out_of_turn("1") == ()
    assert out_of_turn("2", "1") == ("3",)
    assert out_of_turn("1", "2") == ("3",)
    assert out_of_turn("3", "1", "2") == ()


# Laws


@given(
    st.lists(st.sampled_from(["a", "b", "c", "otra"]), max_size=6),
    st.lists(st.sampled_from(["a", "b", "c", "otra"]), max_size=6),
)
def test_filing_more_never_makes_more_missing(some: list[str], more: list[str]) -> None:
    una = actividad(
        "1",
        termina("fin"),
        evidencia=(
            archivo("a", alternativa="x"),
            archivo("b", alternativa="x"),
            archivo("c"),
        ),
    )

    before = set(ids(cerrar(una, with_files(*some))))
    after = set(ids(cerrar(una, with_files(*some, *more))))

    assert after <= before
