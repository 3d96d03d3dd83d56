from __future__ import annotations

import pytest

from cobro_desktop.domain.embargo import Persona
from cobro_desktop.domain.personas import clase_de_persona


@pytest.mark.parametrize(
    ("tipo", "numero", "clase"),
    [
        ("CC", "1020304050", Persona.NATURAL),
        ("PPT", "1234567", Persona.NATURAL),
        ("NIT", "890903938", Persona.JURIDICA),
        ("NIT", "900123456", Persona.JURIDICA),
        ("NIT", "41261533", None),  # a cédula with its check digit, or who knows
        ("NITE", "X99", Persona.JURIDICA),
        ("SI", "0", None),
    ],
)
def test_whose_document_it_is(tipo: str, numero: str, clase: Persona | None) -> None:
    assert clase_de_persona(tipo, numero) is clase
