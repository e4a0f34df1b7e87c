"""The demo organisation: an invented business network with a year of data behind it."""
