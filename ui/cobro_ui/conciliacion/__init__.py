"""The balances of collection beside those of the books, in the window."""
