"""Proposing house numbers: sides and directions of streets, odd and even, gaps, insertions, alleys, corners."""
