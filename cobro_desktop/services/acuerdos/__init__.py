"""Agreements of payment of the cases: asked, granted, followed, closed (RULES 5)."""
