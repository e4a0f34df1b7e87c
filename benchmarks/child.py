"""One function of a benchmark, called with Django set up: MODULE FUNCTION ARGUMENTS ANSWER."""

import importlib
import json
import sys
from pathlib import Path

import django


def main() -> None:
    """The function's answer goes into a file, as JSON."""
    module, function, arguments, answer = sys.argv[1:]
    django.setup()
    given = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    Path(answer).write_text(json.dumps(given))
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main()
