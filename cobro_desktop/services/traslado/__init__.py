"""Cases that travel between bases: packed, received, merged and lent (B12, F101)."""
