"""Forms: signing up, correcting, making an event, writing to participants."""
