from __future__ import annotations

import datetime as dt
import json
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cobro_desktop.storage.bitacora import (
    GENESIS,
    Cabeza,
    Entrada,
    agregar,
    cabeza,
    eslabon,
    verificar,
)
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import BitacoraRow, BitacoraTextoRow

NOW = dt.datetime(2026, 9, 30, 15, 4, 5, tzinfo=dt.UTC)


def entry(number: int, **changes: str) -> Entrada:
    return Entrada(
        utc=NOW + dt.timedelta(seconds=number),
        usuario="ana",
        equipo="PC-7",
        orden="registrar_pago",
        hoy=dt.date(2026, 9, 30),
        ids={"pago": [number], "expediente": [3, number]},
        texto=f"Pago {number} de «Ñáñez»",
        antes="$ 100",
        despues=changes.pop("despues", "$ 0"),
        **changes,
    )


def fill(base: Base, count: int) -> list[Cabeza]:
    with base.write.begin() as session:
        return [agregar(session, entry(number)) for number in range(1, count + 1)]


def drop_triggers(session: Session) -> None:
    """What an insider with another tool does first."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DROP TRIGGER bitacora_no_update"))
        session.execute(sa.text("DROP TRIGGER bitacora_no_delete"))
    else:
        session.execute(sa.text("DROP TRIGGER bitacora_solo_agregar ON bitacora"))


def faults(base: Base, *anclas: Cabeza) -> list[str]:
    with base.read() as session:
        return [found.mensaje for found in verificar(session, anclas)]


def tamper(base: Base, *statements: str) -> None:
    with base.write.begin() as session:
        drop_triggers(session)
        for statement in statements:
            session.execute(sa.text(statement))


def test_entries_are_chained_from_the_first(any_base: Base) -> None:
    links = fill(any_base, 3)

    with any_base.read() as session:
        rows = session.execute(
            sa.text("SELECT seq, anterior, huella, entrada FROM bitacora ORDER BY seq")
        ).all()
        assert cabeza(session) == links[-1]
    assert [row.anterior for row in rows] == [GENESIS, links[0].huella, links[1].huella]
    assert faults(any_base, links[-1]) == []


def test_an_entry_is_canonical_json_without_readable_values(base: Base) -> None:
    fill(base, 1)

    with base.read() as session:
        text = session.scalar(sa.text("SELECT entrada FROM bitacora")) or ""
    content = json.loads(text)
    canonical = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert text == canonical
    assert content["ids"] == {"pago": [1], "expediente": [3, 1]}
    assert content["utc"] == "2026-09-30T15:04:06.000000+00:00"
    assert "Ñáñez" not in text


def test_the_same_value_leaves_different_seals(base: Base) -> None:
    fill(base, 2)

    with base.read() as session:
        entries = session.scalars(sa.text("SELECT entrada FROM bitacora")).all()
    seals = [json.loads(text)["huellas"]["despues"] for text in entries]
    assert seals[0] != seals[1], "without the salt, a guess could be checked"


def test_an_empty_chain_is_whole(base: Base) -> None:
    with base.read() as session:
        assert cabeza(session) is None
    assert faults(base) == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param(
            ["UPDATE bitacora SET entrada = replace(entrada, 'a', 'e') WHERE seq = 5"],
            ["La entrada 5 fue modificada."],
            id="edit",
        ),
        pytest.param(
            ["DELETE FROM bitacora_texto WHERE seq = 5",
             "DELETE FROM bitacora WHERE seq = 5"],
            ["Falta la entrada 5."],
            id="delete one",
        ),
        pytest.param(
            ["DELETE FROM bitacora_texto WHERE seq IN (4, 5, 6)",
             "DELETE FROM bitacora WHERE seq IN (4, 5, 6)"],
            ["Faltan las entradas 4 a 6."],
            id="delete several",
        ),
        pytest.param(
            ["UPDATE bitacora SET huella = substr(huella, 2) || 'x' WHERE seq = 5"],
            ["La entrada 5 fue modificada.", "La entrada 6 no continúa la anterior."],
            id="seal",
        ),
        pytest.param(
            ["UPDATE bitacora_texto SET despues = '$ 1' WHERE seq = 5"],
            ["El texto de la entrada 5 fue modificado."],
            id="readable side",
        ),
    ],
)  # fmt: skip
def test_tampering_is_told_exactly(
    any_base: Base, statements: list[str], expected: list[str]
) -> None:
    fill(any_base, 9)
    tamper(any_base, *statements)

    assert faults(any_base) == expected


def test_two_entries_that_changed_places_are_told(base: Base) -> None:
    fill(base, 6)
    columns = "entrada, anterior, huella"
    tamper(
        base,
        f"CREATE TEMP TABLE a AS SELECT seq, {columns} FROM bitacora",
        *(
            f"UPDATE bitacora SET ({columns}) = (SELECT {columns} FROM a "
            f"WHERE seq = {7 - seq}) WHERE seq = {seq}"
            for seq in (3, 4)
        ),
    )

    assert "La entrada 3 no continúa la anterior." in faults(base)


def test_a_cut_tail_shows_only_against_an_anchor(any_base: Base) -> None:
    last = fill(any_base, 9)[-1]
    tamper(
        any_base,
        "DELETE FROM bitacora_texto WHERE seq > 7",
        "DELETE FROM bitacora WHERE seq > 7",
    )

    assert faults(any_base) == []
    assert faults(any_base, last) == ["Falta la entrada 9, que se guardó por fuera."]


def test_a_rebuilt_chain_shows_only_against_an_anchor(base: Base) -> None:
    last = fill(base, 9)[-1]
    tamper(base, "DELETE FROM bitacora_texto", "DELETE FROM bitacora")
    with base.write.begin() as session:
        for number in range(1, 10):
            agregar(session, entry(number, despues="$ 99"))

    assert faults(base) == []
    assert faults(base, last) == ["La entrada 9 no es la que se guardó por fuera."]


def test_erasing_readable_values_breaks_nothing(any_base: Base) -> None:
    last = fill(any_base, 5)[-1]
    with any_base.write.begin() as session:
        session.execute(sa.text("DELETE FROM bitacora_texto WHERE seq = 3"))

    assert faults(any_base, last) == []


def test_a_rolled_back_act_leaves_no_entry(any_base: Base) -> None:
    first = fill(any_base, 1)[-1]
    with any_base.write() as session:
        agregar(session, entry(2))
        session.rollback()

    with any_base.read() as session:
        assert cabeza(session) == first


def test_twenty_thousand_entries_are_verified_fast(base: Base) -> None:
    links = [eslabon(Cabeza(0, GENESIS), entry(1))]
    for number in range(2, 20_001):
        links.append(eslabon(links[-1].cabeza, entry(number)))
    with base.write.begin() as session:
        session.execute(sa.insert(BitacoraRow), [link.entrada for link in links])
        session.execute(sa.insert(BitacoraTextoRow), [link.texto for link in links])

    started = time.process_time()
    assert faults(base, links[-1].cabeza) == []
    assert time.process_time() - started < 5, "measured: 0.5 s"
