"""The months of the portfolio that were closed, in the window."""
