"""The legal calculator: the law's sums without any case; it never writes."""
