"""What the law says of one case, from what is stored of it."""
