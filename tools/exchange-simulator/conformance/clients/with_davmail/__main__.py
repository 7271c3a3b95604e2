"""DavMail (Debian's davmail-server) works with the simulator: IMAP and SMTP on one side, Exchange Web Services on the other."""

from shutil import which

from steps import run, tell, world_from_arguments


def installed():
    if which("davmail-server") is None or which("keytool") is None:
        raise RuntimeError("It is not installed: apt-get install davmail-server.")


if tell("is installed", installed):
    from . import reading, changing, sending
    from .gateway import Gateway
    from .world import World

    facts = world_from_arguments()
    with Gateway(facts) as gateway:
        run(World(facts, gateway))
