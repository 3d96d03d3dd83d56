"""Collection of public debts, offline: the core, without Qt."""

__version__ = "0.1.0"
