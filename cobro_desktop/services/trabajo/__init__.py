"""How the work of an office is shared, ordered and watched."""
