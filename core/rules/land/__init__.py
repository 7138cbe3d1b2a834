"""What must be right in the land layers: outlines, parcels beside parcels, houses on parcels, communes, coordinates."""
