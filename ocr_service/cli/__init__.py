"""The commands, one module each: parse, call an action, print."""
