"""What leaves the house: domain values in the shapes that outsiders rely on."""
