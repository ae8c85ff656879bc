"""How many uploads a second the front door takes in, and what it says when more come."""
