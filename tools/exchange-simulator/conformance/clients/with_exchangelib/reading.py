"""Folders, messages, attachments, searches."""

from datetime import datetime, timezone

from exchangelib import FileAttachment, ItemAttachment, Q

from steps import contains, same, step

FOLDERS = ("Inbox", "Inbox/Projects", "Inbox/Projects/2026 Übersicht", "Sent Items", "Empty")


@step
def lists_folders(world):
    """lists every folder, nested and empty ones too, and how many messages it has"""
    top = world.account.msg_folder_root
    listed = {folder.absolute.removeprefix(f"{top.absolute}/"): folder.total_count for folder in top.walk()}
    same(listed, {path: folder["count"] for path, folder in world.server.folders(world.address).items()})
    contains(listed, "Inbox/Projects/2026 Übersicht")
    same(listed["Empty"], 0)


@step
def reads_every_byte(world):
    """reads each message of the mail directory byte for byte"""
    for path in FOLDERS:
        read = {item.message_id: item.mime_content for item in folder_at(world, path).all().only("message_id", "mime_content")}
        same(read, world.server.files(world.address, path))


@step
def reads_properties(world):
    """reads subject, people, dates, importance and the places in a thread"""
    last = world.message("<supper-3@example.test>")
    same((last.subject, last.importance, last.conversation_topic), ("Re: Harvest supper", "High", "Harvest supper"))
    same((last.in_reply_to, last.references.split()), ("<supper-2@example.test>", ["<supper-1@example.test>", "<supper-2@example.test>"]))
    same(last.datetime_received, datetime(2026, 1, 6, 13, 15, tzinfo=timezone.utc))
    same((last.author.name, last.author.email_address), ("Bob Baker", "bob@example.test"))
    second = world.message("<supper-2@example.test>")
    same([(person.name, person.email_address) for person in second.cc_recipients][0], ("Carla Cook", "carla@example.test"))
    same([person.email_address for person in second.cc_recipients], ["carla@example.test", "dan@example.test"])
    same([person.email_address for person in second.to_recipients], ["reader@example.test"])
    same(second.conversation_id, last.conversation_id)
    contains([(field.name, field.value) for field in last.headers], ("Importance", "high"))


@step
def reads_scripts(world):
    """reads a subject and bodies in several scripts, as HTML and as text"""
    message = world.message("<scripts@example.test>")
    same(message.subject, "Grüße aus Köln – 日本語 🍂")
    same(message.body, "<p>Schöne Grüße, 日本語 🍂</p>")
    contains(message.text_body, "Schöne Grüße")


@step
def reads_attachments(world):
    """reads attached files byte for byte, and an attached message"""
    message = world.message("<plan@example.test>")
    same(message.has_attachments, True)
    files = {file.name: file.content for file in message.attachments if isinstance(file, FileAttachment)}
    same(files, {"Plätze.csv": "Tisch;Gast\r\n1;Zoë\r\n".encode(), "logo.bin": bytes(range(256))})
    [inner] = [attachment.item for attachment in message.attachments if isinstance(attachment, ItemAttachment)]
    same((inner.subject, inner.message_id, inner.author.email_address), ("Vegetarians", "<vegetarians@example.test>", "carla@example.test"))


@step
def searches(world):
    """finds by subject, sender, date, attachments, read flag, by either of two, and by not"""
    inbox = world.account.inbox
    spring = datetime(2026, 1, 7, 12, tzinfo=timezone.utc)
    found = {
        "word": inbox.filter(subject__icontains="HARVEST"),
        "prefix": inbox.filter(subject__startswith="Re:"),
        "sender": inbox.filter(author="bob@example.test", subject="Odd lines"),
        "date": inbox.filter(datetime_received__gt=spring),
        "attachments": inbox.filter(has_attachments=True),
        "read": inbox.filter(is_read=True),
        "either": inbox.filter(Q(subject__contains="Odd") | Q(importance="High")),
        "not": inbox.exclude(subject__icontains="supper").filter(datetime_received__lt=spring),
    }
    same(
        {what: sorted(query.values_list("message_id", flat=True)) for what, query in found.items()},
        {
            "word": ["<supper-1@example.test>", "<supper-2@example.test>", "<supper-3@example.test>"],
            "prefix": ["<supper-2@example.test>", "<supper-3@example.test>"],
            "sender": ["<odd@example.test>"],
            "date": ["<odd@example.test>", "<plan@example.test>"],
            "attachments": ["<plan@example.test>"],
            "read": [],
            "either": ["<odd@example.test>", "<supper-3@example.test>"],
            "not": ["<scripts@example.test>"],
        },
    )


@step
def sorts_and_slices(world):
    """lists in the order asked for, counts, and takes a slice"""
    inbox = world.account.inbox
    same(inbox.all().count(), 6)
    oldest = inbox.all().order_by("datetime_received").values_list("message_id", flat=True)
    same(list(oldest[:2]), ["<supper-1@example.test>", "<supper-2@example.test>"])
    same(inbox.all().order_by("-subject").values_list("subject", flat=True)[0], "Seating plan")


def folder_at(world, path):
    folder = world.account.msg_folder_root
    for name in path.split("/"):
        folder = folder / name
    return folder
