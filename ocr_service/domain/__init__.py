"""The nouns of the office. Pure values: no other room of ours may be imported here."""
