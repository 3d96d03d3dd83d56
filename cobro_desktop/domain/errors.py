"""Problems that a person can understand and act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class UserError(Exception):
    """A known problem, told in Spanish: what happened, what was kept, what to do.

    `codigo` is an English slug, stable for scripts; `detalle` holds JSON values
    (str, int, bool, None, lists and dicts of them) that a program may read.
    The command line exits with 3.
    """

    codigo: ClassVar[str] = "known_problem"

    def __init__(
        self, mensaje: str, detalle: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.detalle: dict[str, object] = dict(detalle or {})


class NotFoundError(UserError):
    """Something named by the person does not exist."""

    codigo = "not_found"


class InvalidDataError(UserError):
    """A value that cannot be what its place asks for."""

    codigo = "invalid_data"


class MissingParameterError(UserError):
    """A legal value (rate, wage, index) without which nothing can be computed."""

    codigo = "missing_parameter"


class NotAllowedError(UserError):
    """The person's role, or the state of things, does not permit the act."""

    codigo = "not_allowed"


class UnmetRequirementsError(UserError):
    """An activity or document lacks what its procedure asks; `detalle` lists it."""

    codigo = "unmet_requirements"


class ConflictError(UserError):
    """Somebody else changed the same thing meanwhile."""

    codigo = "conflict"


class UnreadableFileError(UserError):
    """A file that is not what its name says, is damaged, or could do harm."""

    codigo = "unreadable_file"


class StorageError(UserError):
    """The base cannot be opened, written or upgraded."""

    codigo = "storage"
