"""How soon records are found, and reports counted, among a million of them."""
