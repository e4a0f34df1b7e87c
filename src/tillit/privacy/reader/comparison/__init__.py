"""The parts of a comparison of a statement with a register."""
