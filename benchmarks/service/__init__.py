"""How long the service takes: from the upload to 202, and from the upload to the record."""
