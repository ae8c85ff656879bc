"""The back room: processes that read what came in through the front door."""
