"""Files of other offices into the base: compare, apply, undo."""
