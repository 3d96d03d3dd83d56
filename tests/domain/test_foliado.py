from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.foliado import foliar


def test_t_12_1_pages_follow_one_another() -> None:
    assert foliar([3, 1, 5]) == ((1, 3), (4, 4), (5, 9))


def test_a_case_without_documents_has_no_pages() -> None:
    assert foliar([]) == ()


@pytest.mark.parametrize("paginas", [[0], [3, -1]])
def test_a_document_without_pages_is_refused(paginas: list[int]) -> None:
    with pytest.raises(InvalidDataError, match="sin páginas"):
        foliar(paginas)


@given(st.lists(st.integers(1, 500)))
def test_no_page_is_missing_or_repeated(paginas: list[int]) -> None:
    pages = [n for f in foliar(paginas) for n in range(f.inicio, f.fin + 1)]

    assert pages == list(range(1, sum(paginas) + 1))
