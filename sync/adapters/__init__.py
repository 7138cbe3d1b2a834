"""How each kind of registry is spoken to."""
