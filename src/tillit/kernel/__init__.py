"""Rules and facts that need neither Django nor a database: time, periods, identifiers, law, text."""
