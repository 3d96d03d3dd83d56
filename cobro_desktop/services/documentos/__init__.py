"""Documents of a case: what they say, drafting them, issuing them."""
