"""Marking, moving, copying, deleting; folders."""

from exchangelib import FileAttachment, Folder, Mailbox, Message
from exchangelib.errors import ErrorFolderExists, ErrorItemNotFound

from server import simple_message
from steps import refused, same, step


@step
def marks_read(world):
    """marks a message read, and unread again"""
    world.deliver(simple_message("<mark@example.test>"))
    message = world.message("<mark@example.test>")
    for is_read in (True, False):
        message.is_read = is_read
        message.save(update_fields=["is_read"])
        same(world.server.item(world.address, "Inbox", "<mark@example.test>")["isRead"], is_read)


@step
def moves(world):
    """moves a message, which gets a new id; the old one names nothing any more"""
    old = world.deliver(simple_message("<move@example.test>"))
    message = world.message("<move@example.test>")
    message.move(world.account.inbox / "Projects")
    moved = world.server.item(world.address, "Inbox/Projects", "<move@example.test>")["itemId"]
    same(message.id, moved)
    same(old == moved, False)
    [missing] = world.account.fetch([Message(id=old)])
    same(type(missing), ErrorItemNotFound)


@step
def copies(world):
    """copies a message; both have the same bytes, and ids of their own"""
    first = world.deliver(simple_message("<copy@example.test>"))
    second, _ = world.message("<copy@example.test>").copy(world.account.drafts)
    same(world.server.item(world.address, "Drafts", "<copy@example.test>")["itemId"], second)
    same(world.server.item(world.address, "Inbox", "<copy@example.test>")["itemId"], first)
    same(world.message("<copy@example.test>", world.account.drafts).mime_content, simple_message("<copy@example.test>"))


@step
def deletes(world):
    """deletes into Deleted Items, into the recoverable items, and for good"""
    account = world.account
    ids = [f"<{way}@example.test>" for way in ("trash", "soft", "hard")]
    for message_id in ids:
        world.deliver(simple_message(message_id))
    trash, soft, hard = map(world.message, ids)
    trash.move_to_trash()
    soft.soft_delete()
    hard.delete()
    for folder, held in ((account.inbox, []), (account.trash, ids[:1]), (account.recoverable_items_deletions, ids[1:2])):
        present = folder.all().values_list("message_id", flat=True)
        same([message_id for message_id in present if message_id in ids], held)


@step
def acts_on_batches(world):
    """deletes a batch of which one is gone: the others go, the missing one is named"""
    for number in range(3):
        world.deliver(simple_message(f"<batch-{number}@example.test>"))
    batch = [world.message(f"<batch-{number}@example.test>") for number in range(3)]
    world.server.delete(world.address, batch[1].id)
    outcome = world.account.bulk_delete(batch)
    same([result if result is True else type(result) for result in outcome], [True, ErrorItemNotFound, True])


@step
def changes_a_draft(world):
    """saves a draft with a file, changes its subject, text and recipients, and reads that back"""
    draft = Message(account=world.account, folder=world.account.drafts, subject="First thought", body="Once")
    draft.attach(FileAttachment(name="Skizze ß.txt", content=b"\x00one\xff"))
    draft.save()
    draft.subject, draft.body, draft.importance = "Second thought – ß", "Twice", "High"
    draft.to_recipients = [Mailbox(name="Ünal", email_address="uenal@example.test")]
    draft.save(update_fields=["subject", "body", "importance", "to_recipients"])
    read = world.account.drafts.get(subject="Second thought – ß")
    same((read.id, read.is_draft, read.body, read.importance), (draft.id, True, "Twice", "High"))
    same([(person.name, person.email_address) for person in read.to_recipients], [("Ünal", "uenal@example.test")])
    same([(file.name, file.content) for file in read.attachments], [("Skizze ß.txt", b"\x00one\xff")])
    same(read.attachments[0].attachment_id.id, draft.attachments[0].attachment_id.id)


@step
def changes_folders(world):
    """makes a folder in a folder, renames, moves and deletes it; makes no second of its name"""
    account, server, address = world.account, world.server, world.address
    folder = Folder(parent=account.inbox, name="Angebote").save()
    same(server.folders(address)["Inbox/Angebote"]["id"], folder.id)
    with refused(ErrorFolderExists):
        Folder(parent=account.inbox, name="Angebote").save()
    folder.name = "Aufträge"
    folder.save(update_fields=["name"])
    folder.move(account.inbox / "Projects")
    same(server.folders(address)["Inbox/Projects/Aufträge"]["id"], folder.id)
    folder.delete()
    same("Inbox/Projects/Aufträge" in server.folders(address), False)
