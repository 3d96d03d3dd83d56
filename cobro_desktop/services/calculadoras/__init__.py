"""The calculators that the command line and the window share; none needs a base."""
