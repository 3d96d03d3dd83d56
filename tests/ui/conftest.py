"""Fixtures of the window's tests."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.roles import Scheme
from cobro_ui.theme.theme import Appearance, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _offscreen() -> None:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="module", autouse=True)
def _collected_on_this_thread() -> Iterator[None]:
    """As in the program: no widget is destroyed by a worker that collects garbage."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_between_tests() -> Iterator[None]:
    yield
    gc.collect(1)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    # The application outlives the test: larger letters must not reach the next one.
    font = qapp.font()
    theme = Theme(qapp)
    theme.apply(Appearance(Scheme.LIGHT))
    yield theme
    qapp.setFont(font)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs(qapp)
    yield jobs
    jobs.close()
