"""Pages of the installation itself, and the organisation's own staff list."""
