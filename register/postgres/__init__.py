"""The register on a PostgreSQL server: the same tables, guards and promises, for many hands at once."""
