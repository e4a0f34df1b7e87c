"""Screens of membership: what the public sees, and what staff see."""
