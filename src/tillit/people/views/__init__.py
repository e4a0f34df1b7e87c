"""The desk's screens of the register of persons."""
