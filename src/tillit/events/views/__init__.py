"""Pages: for the public, for a participant with a link, for calendars, for staff (``desk``)."""
