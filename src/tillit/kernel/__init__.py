"""Rules and facts without Django or a database: time, periods, identifiers, law, text."""
