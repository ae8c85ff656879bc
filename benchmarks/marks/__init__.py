"""How many codes are found on office pages, by kind of code and of damage; false finds; time."""
