"""Parts of a register that are worked on elsewhere, as registers of their own, and come back."""
