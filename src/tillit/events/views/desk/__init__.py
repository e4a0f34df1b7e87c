"""Staff's pages: events, those who take part, messages to them."""
