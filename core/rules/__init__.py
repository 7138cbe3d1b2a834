"""What must be right in the register and in the land layers: one catalogue of rules, and the rules themselves."""
