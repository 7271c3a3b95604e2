"""Steps of a client. Each is a function whose docstring says what is promised; its outcome is told as one line of JSON."""

import json
import sys
import time
import traceback
from contextlib import contextmanager
from pathlib import Path

_here = str(Path(__file__).parent)
_steps = []


def step(function):
    """Registers a step; they run in the order of their definition, each with the same world."""
    _steps.append(function)
    return function


def run(world):
    for function in _steps:
        tell(function.__doc__, lambda: function(world))


def tell(promise, check):
    """Runs one check and tells its outcome. Answers whether it passed."""
    started = time.monotonic()
    detail = ""
    try:
        check()
    except Exception as error:
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(_here)]
        places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in own[1:])
        detail = f"{type(error).__name__}: {_cut(str(error))}\n{places}"
    milliseconds = round((time.monotonic() - started) * 1000)
    outcome = {"step": promise, "passed": detail == "", "milliseconds": milliseconds, "detail": detail}
    print(json.dumps(outcome), flush=True)
    return outcome["passed"]


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {_short(expected)}\nbut got  {_short(actual)}")


def contains(whole, part):
    if part not in whole:
        raise AssertionError(f"{_short(part)} is missing in {_short(whole)}")


@contextmanager
def refused(kind):
    """What happens inside must raise this kind of error."""
    try:
        yield
    except kind:
        return
    raise AssertionError(f"expected {kind.__name__}")


def world_from_arguments():
    return json.loads(sys.argv[1])


def _short(value):
    return _cut(repr(value))


def _cut(text):
    return text if len(text) <= 2000 else f"{text[:1000]} … {text[-1000:]}"
