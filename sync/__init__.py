"""How the register agrees with a registry."""
