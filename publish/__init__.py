"""What leaves the house: tables, documents, plaques, maps, open data."""
