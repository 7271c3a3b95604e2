"""SMTP: what is sent arrives."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from steps import same, step


@step
def sends(world):
    """sends a message with UTF-8 and an attachment: it arrives byte for byte below its Received field, and Sent has it"""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = world.address, f"Emil Ø <{world.partner}>", "Grüße – 日本語"
    message["Message-ID"], message["Date"] = "<smtp-1@example.test>", "Mon, 12 Jan 2026 10:00:00 +0000"
    message.set_content("Schöne Grüße\n.\n..und ein Punkt\n")
    message.add_attachment(bytes(range(256)), maintype="application", subtype="octet-stream", filename="Menü.bin")
    # DavMail takes the line break before the final dot for the end's own.
    mime = message.as_bytes(policy=policy.SMTP).removesuffix(b"\r\n")
    with world.smtp() as connection:
        same(connection.sendmail(world.address, [world.partner], mime), {})
    received, _, arrived = bytes_received(world, "<smtp-1@example.test>").partition(b"\r\n")
    same((received.partition(b":")[0], arrived), (b"Received", mime))
    sent = world.imap("Sent")
    same(sent.bytes_of(sent.uid_of("<smtp-1@example.test>")), mime)


@step
def sends_in_secret(world):
    """sends to a recipient whom the message does not name, and who is not named to others"""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = world.address, "somebody@elsewhere.test", "In secret"
    message["Message-ID"] = "<smtp-2@example.test>"
    message.set_content("Psst")
    with world.smtp() as connection:
        same(connection.send_message(message, to_addrs=["somebody@elsewhere.test", world.partner]), {})
    arrived = message_from_bytes(bytes_received(world, "<smtp-2@example.test>"), policy=policy.default)
    same((arrived["To"], arrived["Bcc"], arrived.get_content().strip()), ("somebody@elsewhere.test", None, "Psst"))


def bytes_received(world, message_id):
    """The message that the partner has received, over DavMail as well."""
    connection = type(world)({**world.facts, "address": world.partner}, world.gateway).imap("INBOX")
    return connection.bytes_of(connection.uid_of(message_id))
