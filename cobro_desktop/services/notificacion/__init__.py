"""How acts are notified: the rules, the order, the count (B18)."""
