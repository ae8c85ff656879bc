"""A storm over the whole service: whatever is killed, every dossier that was taken ends once."""
