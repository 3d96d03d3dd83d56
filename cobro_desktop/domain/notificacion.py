"""Ways in which an act is made known to a debtor."""

from __future__ import annotations

from enum import StrEnum


class Medio(StrEnum):
    """How an act is notified (ET 565–569; CPACA 56, 72)."""

    PERSONAL = "personal"
    CORREO = "correo"
    AVISO = "aviso"
    WEB = "web"
    ELECTRONICA = "electronica"
    CONDUCTA_CONCLUYENTE = "conducta_concluyente"
