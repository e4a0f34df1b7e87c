"""How well the reader reads: the labelled corpus, the scores, and a plain keyword baseline."""
