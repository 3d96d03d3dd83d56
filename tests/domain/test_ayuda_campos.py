"""Nobody meets a question of an activity without a word on what to answer."""

from __future__ import annotations

import pytest

from cobro_desktop.domain.procedimiento import Actividad, Campo
from cobro_desktop.domain.texto import plegar
from cobro_desktop.services.procedimientos import load_catalogo

CAMPOS = [
    pytest.param(actividad, campo, id=f"{p.codigo}-{actividad.id}-{campo.nombre}")
    for p in load_catalogo().procedimientos
    for actividad in p.actividades.values()
    for campo in actividad.campos
]


@pytest.mark.parametrize(("actividad", "campo"), CAMPOS)
def test_every_field_tells_what_to_write(actividad: Actividad, campo: Campo) -> None:
    """Of cases and of the portfolio alike."""
    ayuda = campo.ayuda.strip()

    assert ayuda, f"{actividad.id}: «{campo.etiqueta}» has no help"
    assert ayuda.endswith((".", "?")), ayuda
    assert len(ayuda) <= 200, "a help that nobody reads"
    label = plegar(campo.etiqueta).strip(" ?¿.")
    assert plegar(ayuda).strip(" .") != label, "it repeats the label"
