"""Ctrl+K: a case, a command or a page by some letters of its name."""
