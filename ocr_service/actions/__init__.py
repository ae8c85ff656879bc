"""What one may ask of the service. After ``*`` stands all that an action may touch."""
