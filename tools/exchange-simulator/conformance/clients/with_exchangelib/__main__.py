"""exchangelib (Debian's python3-exchangelib) works with the simulator."""

from steps import run, tell, world_from_arguments


def installed():
    try:
        import exchangelib
    except ImportError as error:
        raise RuntimeError("It is not installed: apt-get install python3-exchangelib.") from error


if tell("is installed", installed):
    from . import access, older, reading, changing, synchronising, sending, notifications
    from .world import World

    run(World(world_from_arguments()))
