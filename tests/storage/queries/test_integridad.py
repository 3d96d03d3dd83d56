from __future__ import annotations

import pytest
import sqlalchemy as sa

from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries.integridad import fallas_de_la_base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.bench.big_base import cases_of, fill_catalogues


@pytest.fixture
def filled(any_base: Base) -> Base:
    with any_base.write.begin() as session:
        fill_catalogues(session)
        session.execute(sa.insert(ExpedienteRow), list(cases_of(60)))
    return any_base


def run(base: Base, *statements: str) -> list[str]:
    with base.write.begin() as session:
        for statement in statements:
            session.execute(sa.text(statement))
    with base.read() as session:
        return fallas_de_la_base(session)


def test_a_base_that_was_worked_on_is_whole(filled: Base) -> None:
    found = run(
        filled,
        "UPDATE expediente SET estado = 'ARCHIVADO', saldo = 0 WHERE id < 20",
        "UPDATE expediente SET vence_proximo = NULL, responsable_id = 1 WHERE id = 30",
        "UPDATE expediente SET fecha_segura = '2030-01-02' WHERE id = 31",
        "DELETE FROM expediente WHERE id = 32",
    )

    assert found == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE resumen SET casos = casos + 1", "conteos de la lista"),
        ("UPDATE resumen SET saldo = saldo + 1", "conteos de la lista"),
        ("DELETE FROM resumen_dia", "conteos por fecha"),
    ],
)
def test_a_count_that_somebody_changed_is_told(
    base: Base, statement: str, said: str
) -> None:
    with base.write.begin() as session:
        fill_catalogues(session)
        session.execute(sa.insert(ExpedienteRow), list(cases_of(60)))

    (found,) = run(base, statement)

    assert said in found


def test_a_row_that_names_nobody_is_told(base: Base) -> None:
    driver = base.engine.raw_connection()
    driver.execute("PRAGMA query_only=OFF")
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("INSERT INTO dependencia (entidad_id, nombre) VALUES (77, 'Grupo')")
    driver.close()

    with base.read() as session:
        assert fallas_de_la_base(session) == [
            "La fila 1 de «dependencia» nombra una de «entidad» que no existe."
        ]
