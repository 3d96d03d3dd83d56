"""The few dialogs: import, shortcuts, about."""
