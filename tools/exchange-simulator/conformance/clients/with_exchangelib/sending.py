"""New messages, replies, and messages given as MIME."""

from email import message_from_bytes, policy

from exchangelib import FileAttachment, HTMLBody, Mailbox, Message

from server import simple_message
from steps import contains, same, step


@step
def sends(world):
    """sends a message with HTML and an attachment: it arrives, and Sent Items has it"""
    subject = "Einladung zum Erntefest – ✓"
    message = Message(
        account=world.account,
        folder=world.account.sent,
        subject=subject,
        body=HTMLBody("<p>Schöne Grüße</p>"),
        to_recipients=[Mailbox(name="The partner", email_address=world.partner)],
    )
    message.attach(FileAttachment(name="Menü.bin", content=bytes(range(256))))
    message.send_and_save()
    arrived = received(world, subject)
    same((arrived["To"].addresses[0].display_name, arrived["From"].addresses[0].addr_spec), ("The partner", world.address))
    contains(arrived.get_body(("html",)).get_content(), "<p>Schöne Grüße</p>")
    [file] = arrived.iter_attachments()
    same((file.get_filename(), file.get_content()), ("Menü.bin", bytes(range(256))))
    kept = world.account.sent.get(subject=subject)
    same((kept.is_draft, kept.is_read, kept.message_id), (False, True, arrived["Message-ID"]))


@step
def sends_mime(world):
    """sends a message given as MIME, byte for byte, and keeps no copy when told so"""
    mime = simple_message("<as-mime@example.test>", "As MIME", sender=world.address).replace(b"reader@example.test", world.partner.encode())
    Message(account=world.account, mime_content=mime).send(save_copy=False)
    contains(bytes_received(world, "As MIME"), mime.split(b"\r\n\r\n", 1)[1])
    contains(bytes_received(world, "As MIME"), b"Message-ID: <as-mime@example.test>")
    same(world.account.sent.filter(subject="As MIME").count(), 0)


@step
def sends_a_draft(world):
    """saves a draft and sends it later: it leaves Drafts for Sent Items"""
    draft = Message(account=world.account, folder=world.account.drafts, subject="Later", body="Now", to_recipients=[world.partner]).save()
    same(world.account.drafts.filter(subject="Later").count(), 1)
    draft.send()
    same(received(world, "Later").get_content().strip(), "Now")
    same([folder.filter(subject="Later").count() for folder in (world.account.drafts, world.account.sent)], [0, 1])


@step
def replies(world):
    """replies: the answer quotes the message, is of its thread, and goes to who wrote it"""
    world.deliver(simple_message("<question@example.test>", "Question", "How many?", world.partner))
    world.message("<question@example.test>").reply("RE: Question", HTMLBody("<p>Seven</p>"))
    answer = received(world, "RE: Question")
    same((answer["In-Reply-To"], answer["References"]), ("<question@example.test>", "<question@example.test>"))
    text = answer.get_body(("html", "plain")).get_content()
    contains(text, "Seven")
    contains(text, "How many?")
    same(world.account.sent.filter(subject="RE: Question").count(), 1)


@step
def forwards(world):
    """forwards a message with its attachments"""
    plan = world.message("<plan@example.test>")
    plan.forward("FW: Seating plan", "See below", [world.partner])
    forwarded = received(world, "FW: Seating plan")
    contains(forwarded.get_body(("html", "plain")).get_content(), "The plan, the logo, and what Carla wrote.")
    same([part.get_filename() for part in forwarded.iter_attachments()][:2], ["Plätze.csv", "logo.bin"])


def received(world, subject):
    """The message of that subject that the partner has received."""
    return message_from_bytes(bytes_received(world, subject), policy=policy.default)


def bytes_received(world, subject):
    user = world.facts["superUser"]
    partner = world.impersonate(world.partner, user["address"], user["password"])
    return partner.inbox.get(subject=subject).mime_content
