"""The flow of a procedure on the screen: map, list, details, and the procedures."""
