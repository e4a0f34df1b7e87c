"""Min side: what a person sees and does with a proven e-mail address."""
