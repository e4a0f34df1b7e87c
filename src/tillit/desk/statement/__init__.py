"""The author's view: how the statement will read, and where each sentence comes from."""
