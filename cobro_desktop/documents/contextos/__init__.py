"""What each document says: a frozen dataclass per kind, a module per family."""
