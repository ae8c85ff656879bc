"""Stand-ins for the systems that a province has and nobody else can reach."""
