"""Code schemes and the encodings they use."""
