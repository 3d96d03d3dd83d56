from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.interrupcion import Causa, Interrupcion
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.domain.prescripcion import Riesgo
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.prescripcion_titulo import TituloVigilado, titulos
from cobro_desktop.services.radar_titulos import NOTIFICADO
from cobro_desktop.services.simulacion import (
    NADA_SE_GUARDA,
    Simulacion,
    Supuesto,
    lineas,
    simular,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    EntidadRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    TituloRow,
)
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de


class Oficina(NamedTuple):
    workspace: Workspace

    def case(self, titulo: str = "R-100") -> int:
        return expediente_de(self.workspace, titulo).id

    def title(self, titulo: str = "R-100", hoy: dt.date = HOY) -> TituloVigilado:
        (found,) = titulos(self.workspace, self.case(titulo), hoy)
        return found

    def change(self, titulo: str = "R-100", **values: object) -> None:
        with self.workspace.base.write.begin() as session:
            session.execute(
                sa.update(TituloRow).where(TituloRow.numero == titulo).values(**values)
            )

    def what_if(self, supuesto: Supuesto, titulo: str = "R-100") -> Simulacion:
        return simular(self.workspace, self.case(titulo), supuesto, HOY)


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Oficina:
    return Oficina(abrir_oficina(base, tmp_path))


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def event(causa: Causa, fecha: str, fin: str = "") -> Interrupcion:
    return Interrupcion(causa, d(fecha), d(fin) if fin else None)


def notify(oficina: Oficina, fecha: str) -> int:
    command = Notificar(oficina.case(), "mandamiento-pago", Medio.PERSONAL, d(fecha))
    notificar(command, oficina.workspace, en_nombre_de("pro"))
    with oficina.workspace.base.read() as session:
        return session.scalars(sa.select(EventoPrescripcionRow.id)).one()


def test_t_3_2_a_title_that_ends_on_a_holiday_is_safe_the_working_day_before(
    oficina: Oficina,
) -> None:
    oficina.change(ejecutoria=d("2021-08-17"))
    found = oficina.title(hoy=d("2026-03-02")).resultado
    assert found
    assert (found.fecha_legal, found.fecha_segura) == (d("2026-08-17"), d("2026-08-14"))


def test_t_3_4_the_institute_of_animals_has_both_ends(oficina: Oficina) -> None:
    with oficina.workspace.base.write.begin() as session:
        session.execute(sa.update(EntidadRow).values(sigla="IDPYBA"))
    oficina.change(ejecutoria=d("2021-08-17"))
    found = oficina.title()
    assert found.resultado
    assert found.resultado.fecha_legal == d("2026-08-17")
    assert found.alarma == d("2024-08-17")


def test_both_terms_of_the_institute_of_animals_move_with_what_is_supposed(
    oficina: Oficina,
) -> None:
    with oficina.workspace.base.write.begin() as session:
        session.execute(sa.update(EntidadRow).values(sigla="IDPYBA"))
    found = oficina.what_if(Supuesto((event(Causa.MANDAMIENTO, "2026-06-15"),)))
    assert found.titulo.alarma == d("2028-01-15")
    assert found.alarma == d("2029-06-15")
    text = "\n".join(lineas(found, HOY))
    assert "A los 3 años: 15 de enero de 2028 → 15 de junio de 2029" in text
    assert "Fecha legal: 15 de enero de 2030 → 15 de junio de 2031" in text


def test_t_3_5_a_sanction_that_came_too_late_is_told(oficina: Oficina) -> None:
    oficina.change(
        fecha=d("2026-02-20"),
        notificado=d("2026-03-05"),
        datos={"fecha_comparendo": "2023-03-01"},
    )
    found = oficina.title().caducidad
    assert found
    assert (found.vence, found.caduco) == (d("2026-03-01"), True)


@pytest.mark.parametrize(
    "datos",
    [
        pytest.param({}, id="nobody knows the day of the fact"),
        pytest.param({"fecha_comparendo": "ayer"}, id="it is no date"),
        pytest.param({"fecha_comparendo": "2026-02-21"}, id="after the act"),
    ],
)
def test_caducidad_is_not_guessed(oficina: Oficina, datos: dict[str, str]) -> None:
    oficina.change(fecha=d("2026-02-20"), notificado=d("2026-03-05"), datos=datos)
    assert oficina.title().caducidad is None


def test_enforceability_is_lost_apart_from_prescription(oficina: Oficina) -> None:
    # A facilidad interrupts the prescription, and executes nothing (CPACA 91).
    oficina.change(ejecutoria=d("2021-01-15"))
    with oficina.workspace.base.write.begin() as session:
        title = session.scalars(sa.select(TituloRow.id).limit(1)).one()
        session.add(
            EventoPrescripcionRow(
                titulo_id=title,
                tipo="facilidad",
                fecha=d("2024-06-14"),
                hasta=d("2024-12-16"),
            )
        )
    found = oficina.title()
    assert found.resultado
    assert found.resultado.fecha_legal == d("2029-12-16")
    assert found.perdida
    assert (found.perdida.vence, found.perdida.perdida) == (d("2026-01-15"), True)


def test_a_title_without_ejecutoria_says_what_is_missing(oficina: Oficina) -> None:
    oficina.change(ejecutoria=None)
    found = oficina.title()
    assert found.resultado is None
    assert "Falta la fecha de ejecutoria" in found.motivo
    with pytest.raises(InvalidDataError, match="no se puede simular"):
        oficina.what_if(Supuesto())


def test_what_was_sent_to_the_sdh_has_no_mark(oficina: Oficina) -> None:
    assert oficina.title().riesgo is Riesgo.RIESGO
    with oficina.workspace.base.write.begin() as session:
        session.execute(sa.update(ExpedienteRow).values(estado="REMITIDO_SDH"))
    assert oficina.title().riesgo is Riesgo.NO_APLICA


def test_a_notification_held_void_gives_back_the_old_term(oficina: Oficina) -> None:
    notified = notify(oficina, "2026-09-15")
    assert oficina.title().motivo == NOTIFICADO
    found = oficina.what_if(Supuesto(anula=(notified,)))
    assert found.antes.fecha_legal == d("2031-09-15")
    assert found.despues.fecha_legal == d("2030-01-15")
    assert found.dias_legal == -(365 + 243)
    (change,) = found.cambios
    assert change == (
        "La notificación del mandamiento de pago del 15 de septiembre de 2026 queda "
        "sin validez."
    )


def test_a_facilidad_that_is_granted_and_broken_moves_both_dates_apart(
    oficina: Oficina,
) -> None:
    supuesto = Supuesto((event(Causa.FACILIDAD, "2026-06-15", "2027-01-15"),))
    found = oficina.what_if(supuesto)
    assert found.despues.fecha_legal == d("2032-01-15")
    # 15 June 2031 is a Sunday: the Friday before.
    assert found.despues.fecha_segura == d("2031-06-13")


def test_nothing_is_stored(oficina: Oficina) -> None:
    before = oficina.title()
    supuesto = Supuesto(
        (event(Causa.CONCORDATO, "2026-02-02"),),
        suspende=(Suspension(d("2025-03-03"), d("2025-03-12")),),
    )
    assert oficina.what_if(supuesto).dias_legal
    assert oficina.title() == before


def test_the_text_says_both_sides_and_that_nothing_was_kept(oficina: Oficina) -> None:
    found = oficina.what_if(
        Supuesto(suspende=(Suspension(d("2025-03-03"), d("2025-03-12")),))
    )
    text = "\n".join(lineas(found, HOY))
    assert NADA_SE_GUARDA in text
    assert (
        "Fecha legal: 15 de enero de 2030 → 25 de enero de 2030 (se ganan 10 días)."
    ) in text
    assert "El término se suspende del 3 de marzo de 2025" in text
    assert "ET, art. 818" in text


def test_events_that_cannot_be_are_refused(oficina: Oficina) -> None:
    with pytest.raises(InvalidDataError, match="antes de la ejecutoria"):
        oficina.what_if(Supuesto((event(Causa.MANDAMIENTO, "2024-12-31"),)))
    with pytest.raises(NotFoundError, match="no tiene un evento con id 9"):
        oficina.what_if(Supuesto(revive=(9,)))
    with pytest.raises(NotFoundError, match="no existe"):
        simular(oficina.workspace, 999, Supuesto(), HOY)
