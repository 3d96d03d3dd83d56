"""Goods, measures and deposits of a case in the window."""
