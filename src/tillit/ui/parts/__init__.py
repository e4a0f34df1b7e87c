"""The components of every screen, as template tags; shown one by one in docs/ui.md."""
