"""One case: header card and one module per tab."""
