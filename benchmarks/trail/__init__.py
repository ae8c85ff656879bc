"""What the audit trail costs: uploads and reads with it and without, in turn."""
