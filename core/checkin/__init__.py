"""What was done in a register that was checked out, and what of it the main register takes."""
