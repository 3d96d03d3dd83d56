"""The months of the portfolio, frozen with their fingerprint (F87)."""
