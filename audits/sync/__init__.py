"""The tablet's protocol (docs/sync.md): single fields, each under a key of the device's own making,
so that a message repeated any number of times counts once."""
