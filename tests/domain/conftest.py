from __future__ import annotations

import pytest

from cobro_desktop.domain.opciones import Opciones
from cobro_desktop.domain.referencia import Referencia
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.referencia import load_referencia


@pytest.fixture(scope="session")
def referencia() -> Referencia:
    return load_referencia()


@pytest.fixture(scope="session")
def opciones() -> Opciones:
    return load_opciones()
