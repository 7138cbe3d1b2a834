"""Finding an address while somebody types: what the words may mean, which streets and names look alike, best first."""
