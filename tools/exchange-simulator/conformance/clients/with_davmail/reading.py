"""IMAP: folders, messages, searches."""

import imaplib
import re

from server import simple_message
from steps import contains, refused, same, step

from .world import quoted, utf7

NESTED = "INBOX/Projects/2026 Übersicht"


@step
def logs_in(world):
    """LOGIN: lets the user in, and nobody with a wrong password"""
    world.imap().logout()
    with refused(imaplib.IMAP4.error):
        world.imap(password="wrong")


@step
def lists_folders(world):
    """LIST: nested folders, names beyond ASCII, what each folder is for"""
    lines = [line.decode() for line in world.imap().ok("list")]
    listed = {re.search(r'"/" "(.*)"$', line)[1]: line for line in lines}
    same({"INBOX", "INBOX/Projects", utf7(NESTED), "Sent", "Drafts", "Trash", "Empty"} - set(listed), set())
    contains(listed["INBOX/Projects"], "\\HasChildren")
    contains(listed["Sent"], "\\Sent")
    contains(listed["Trash"], "\\Trash")


@step
def counts(world):
    """STATUS and SELECT: how many messages there are, and how many nobody has read"""
    connection = world.imap()
    same(connection.ok("status", "INBOX", "(MESSAGES UNSEEN)"), [b'"INBOX" (MESSAGES 6 UNSEEN 6)'])
    same(connection.ok("select", quoted(utf7(NESTED))), [b"1"])
    same(connection.ok("select", "Empty"), [b"0"])


@step
def fetches_every_byte(world):
    """FETCH BODY[]: each message of the mail directory byte for byte"""
    for folder, path in (("INBOX", "Inbox"), (utf7(NESTED), NESTED.replace("INBOX", "Inbox")), ("Sent", "Sent Items")):
        connection = world.imap(folder)
        fetched = {literal for _, literal in connection.fetch_uid("1:*", "BODY.PEEK[]").values()}
        same(fetched, set(world.server.files(world.address, path).values()))


@step
def fetches_envelopes(world):
    """FETCH ENVELOPE, FLAGS, RFC822.SIZE, INTERNALDATE, BODYSTRUCTURE"""
    connection = world.imap("INBOX")
    uid = connection.uid_of("<plan@example.test>")
    size = len(world.server.files(world.address, "Inbox")["<plan@example.test>"])
    [(text, _)] = connection.fetch_uid(uid, "FLAGS RFC822.SIZE INTERNALDATE ENVELOPE BODYSTRUCTURE").values()
    for part in (f"RFC822.SIZE {size}", "08-Jan-2026 17:45:00 +0000", '"Seating plan"', '"<plan@example.test>"', '"bob" "example.test"'):
        contains(text, part)
    contains(text.upper(), '"APPLICATION" "OCTET-STREAM"')
    contains(text.upper(), '"MIXED"')
    same("\\Seen" in text, False)


@step
def searches(world):
    """SEARCH: by subject, sender, date, read flag, Message-ID"""
    connection = world.imap("INBOX")
    names = {connection.uid_of(f"<{name}@example.test>"): name for name in ("supper-1", "supper-2", "supper-3", "plan", "odd")}
    found = lambda *criteria: sorted(names[uid] for uid in connection.search_uids(*criteria))
    same(found("SUBJECT", quoted("harvest supper")), ["supper-1", "supper-2", "supper-3"])
    same(found("SUBJECT", quoted("Harvest"), "SINCE", "06-Jan-2026"), ["supper-3"])
    same(found("OR", "SUBJECT", quoted("Odd"), "SUBJECT", quoted("Seating")), ["odd", "plan"])
    same(found("FROM", quoted("Bob"), "SINCE", "08-Jan-2026", "UNSEEN"), ["odd", "plan"])
    same(found("SEEN"), [])
    same(found("UID", connection.uid_of("<odd@example.test>")), ["odd"])


@step
def hears_of_changes(world):
    """NOOP: tells of a delivery, of what another client has read, and of what it has deleted"""
    connection = world.imap("INBOX")
    before = int(connection.untagged_responses["EXISTS"][-1])
    delivered = world.deliver(simple_message("<noop@example.test>"))
    connection.ok("noop")
    same(int(connection.response("EXISTS")[1][-1]), before + 1)
    uid = connection.uid_of("<noop@example.test>")
    same(connection.flags_of(uid), set())
    world.server.change(world.address, delivered, isRead=True)
    connection.ok("noop")
    same(connection.flags_of(uid), {"\\Seen"})
    world.server.delete(world.address, delivered)
    connection.ok("noop")
    same(connection.search_uids("HEADER", "Message-ID", quoted("<noop@example.test>")), [])


@step
def reads_a_large_folder(world):
    """SELECT and FETCH in a folder of 600 messages: each once"""
    world.server.generate(world.address, "Many", 600)
    connection = world.imap("Many")
    same(connection.untagged_responses["EXISTS"], [b"600"])
    fetched = connection.fetch_uid("1:*", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]").values()
    message_ids = sorted(literal.decode().split(":", 1)[1].strip() for _, literal in fetched)
    same(message_ids, world.server.message_ids(world.address, "Many"))
