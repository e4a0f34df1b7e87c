"""What is fast, measured beside what one would use instead: ``python -m benchmarks [NAME …]``.

Each benchmark is a module with ``measure(stage, quick)``, which gives figures; what needs Django
runs in a process of its own (``stage.child``), so that each begins fresh and its memory is its own.
Everything is made in a temporary folder and a private PostgreSQL, and is gone afterwards.
"""
