"""How the window looks: roles, palettes and the one object that applies them."""
