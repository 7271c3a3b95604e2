"""SMTP: what is sent arrives."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from steps import contains, same, step


@step
def sends(world):
    """sends a message with UTF-8 and an attachment: it arrives, and Sent has it"""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = world.address, f"Emil Ø <{world.partner}>", "Grüße – 日本語"
    message["Message-ID"] = "<smtp-1@example.test>"
    message.set_content("Schöne Grüße\n.\n..und ein Punkt\n")
    message.add_attachment(bytes(range(256)), maintype="application", subtype="octet-stream", filename="Menü.bin")
    with world.smtp() as connection:
        same(connection.send_message(message), {})
    arrived = received(world, "<smtp-1@example.test>")
    same((arrived["Subject"], arrived["To"].addresses[0].display_name), ("Grüße – 日本語", "Emil Ø"))
    same(arrived.get_body().get_content().replace("\r\n", "\n"), "Schöne Grüße\n.\n..und ein Punkt\n")
    [file] = arrived.iter_attachments()
    same((file.get_filename(), file.get_content()), ("Menü.bin", bytes(range(256))))
    sent = world.imap("Sent")
    contains(sent.bytes_of(sent.uid_of("<smtp-1@example.test>")), b"Message-ID: <smtp-1@example.test>")


@step
def sends_in_secret(world):
    """sends to a recipient whom the message does not name, and who is not named to others"""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = world.address, "somebody@elsewhere.test", "In secret"
    message["Message-ID"] = "<smtp-2@example.test>"
    message.set_content("Psst")
    with world.smtp() as connection:
        same(connection.send_message(message, to_addrs=["somebody@elsewhere.test", world.partner]), {})
    arrived = received(world, "<smtp-2@example.test>")
    same((arrived["To"], arrived["Bcc"], arrived.get_content().strip()), ("somebody@elsewhere.test", None, "Psst"))


def received(world, message_id):
    """The message that the partner has received, as an impersonating exchangelib would see it: over DavMail itself."""
    connection = type(world)({**world.facts, "address": world.partner}, world.gateway).imap("INBOX")
    return message_from_bytes(connection.bytes_of(connection.uid_of(message_id)), policy=policy.default)
