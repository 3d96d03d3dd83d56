"""Reports of the portfolio as workbooks: one function per report (EXCHANGE)."""
