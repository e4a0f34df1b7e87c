"""The checks of the privacy machinery itself; each module has its own beside them."""
