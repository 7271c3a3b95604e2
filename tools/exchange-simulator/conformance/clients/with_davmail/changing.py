"""IMAP: flags, copies, moves, deletions, APPEND, folders."""

from server import simple_message
from steps import same, step

from .world import quoted, utf7


@step
def marks_read(world):
    """STORE \\Seen: marks a message read, and unread again"""
    connection, uid = delivered(world, "<seen@example.test>")
    for change, is_read in (("+FLAGS", True), ("-FLAGS", False)):
        connection.ok("uid", "STORE", uid, change, "(\\Seen)")
        same(world.server.item(world.address, "Inbox", "<seen@example.test>")["isRead"], is_read)
        same("\\Seen" in world.imap("INBOX").flags_of(uid), is_read)


@step
def keeps_flags(world):
    """STORE \\Flagged, \\Answered and a keyword: another connection sees them"""
    connection, uid = delivered(world, "<flags@example.test>")
    for flag in ("\\Flagged", "\\Answered", "Garden"):
        connection.ok("uid", "STORE", uid, "+FLAGS", f"({flag})")
    same(world.imap("INBOX").flags_of(uid), {"\\Flagged", "\\Answered", "Garden"})
    connection.ok("uid", "STORE", uid, "-FLAGS", "(\\Flagged)")
    same(world.imap("INBOX").flags_of(uid), {"\\Answered", "Garden"})


@step
def copies(world):
    """COPY: the copy has the same bytes, the original stays"""
    connection, uid = delivered(world, "<copy@example.test>")
    connection.ok("uid", "COPY", uid, "Drafts")
    same(connection.bytes_of(uid), simple_message("<copy@example.test>"))
    target = world.imap("Drafts")
    same(target.bytes_of(target.uid_of("<copy@example.test>")), simple_message("<copy@example.test>"))


@step
def moves(world):
    """MOVE: the message is in the other folder and nowhere else"""
    connection, uid = delivered(world, "<move@example.test>")
    connection.ok("uid", "MOVE", uid, quoted("INBOX/Projects"))
    same(where(world, "<move@example.test>"), ["Inbox/Projects"])
    same(world.imap("INBOX").search_uids("HEADER", "Message-ID", quoted("<move@example.test>")), [])


@step
def deletes(world):
    """STORE \\Deleted and EXPUNGE: the message is gone"""
    connection, uid = delivered(world, "<deleted@example.test>")
    connection.ok("uid", "STORE", uid, "+FLAGS", "(\\Deleted)")
    same(where(world, "<deleted@example.test>"), ["Inbox"])
    connection.ok("expunge")
    same(where(world, "<deleted@example.test>"), [])


@step
def appends(world):
    """APPEND: keeps the bytes and the flags that it is given"""
    connection = world.imap()
    for folder, flags in (("Drafts", "(\\Draft \\Seen)"), ("Archive", "(\\Flagged)")):
        message_id = f"<append-{folder}@example.test>"
        connection.ok("append", folder, flags, None, simple_message(message_id))
        target = world.imap(folder)
        uid = target.uid_of(message_id)
        same(target.bytes_of(uid), simple_message(message_id))
        same(target.flags_of(uid), set(flags.strip("()").split()))


@step
def changes_folders(world):
    """CREATE, RENAME, DELETE: a folder in a folder"""
    connection, made, renamed = world.imap(), utf7("INBOX/Bärlauch"), utf7("INBOX/Kräuter")
    connection.ok("create", quoted(made))
    same("Inbox/Bärlauch" in world.server.folders(world.address), True)
    connection.ok("rename", quoted(made), quoted(renamed))
    folders = world.server.folders(world.address)
    same(("Inbox/Bärlauch" in folders, "Inbox/Kräuter" in folders), (False, True))
    connection.ok("delete", quoted(renamed))
    same("Inbox/Kräuter" in world.server.folders(world.address), False)


def delivered(world, message_id):
    """A connection to the Inbox that has a new message, and the message's UID."""
    world.deliver(simple_message(message_id))
    connection = world.imap("INBOX")
    return connection, connection.uid_of(message_id)


def where(world, message_id):
    """The folders that have a message of that Message-ID."""
    folders = world.server.folders(world.address)
    return [path for path, folder in folders.items() if any(item["internetMessageId"] == message_id for item in folder["items"])]
