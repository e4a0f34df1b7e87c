"""A privacy statement read for anyone: pasted or uploaded, judged, handed back, and forgotten."""
