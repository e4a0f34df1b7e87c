"""Cards that may be of one person: found, compared, merged without losing a row, or told apart."""
