"""The whole base taken to one file, and brought into an empty base (F92, F101)."""
