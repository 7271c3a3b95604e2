"""Servers of the past."""

from exchangelib import FileAttachment, Message
from exchangelib.errors import ErrorSchemaValidation

from steps import contains, refused, same, step

BUILDS = {"8.1": "Exchange2007_SP1", "14.2": "Exchange2010_SP2", "15.0": "Exchange2013_SP1"}


def accounts(world):
    return [world.connect(world.address, service_endpoint=url) for url in world.facts["older"]]


@step
def steps_down(world):
    """finds out by itself that a server is of 2007, 2010 or 2013, and reads there"""
    versions = {}
    for account in accounts(world):
        build = account.version.build
        versions[f"{build.major_version}.{build.minor_version}"] = account.version.api_version
        read = {item.message_id: item.mime_content for item in account.inbox.all().only("message_id", "mime_content")}
        same(read, world.server.files(world.address, "Inbox"))
    same(versions, BUILDS)


@step
def streaming_is_new(world):
    """is refused a streaming subscription by Exchange 2007, and is given a pull subscription"""
    inbox = accounts(world)[0].inbox
    with refused(ErrorSchemaValidation):
        inbox.subscribe_to_streaming()
    with inbox.pull_subscription() as (subscription, watermark):
        same(len(list(inbox.get_events(subscription, watermark))), 1)


@step
def read_flags_were_updates(world):
    """hears from Exchange 2007 SP1 and later of a read flag as such"""
    for account in accounts(world):
        inbox = account.inbox
        list(inbox.sync_items(only_fields=["subject"]))
        message = inbox.filter(message_id="<odd@example.test>").only("is_read", "changekey").get()
        message.is_read = True
        message.save(update_fields=["is_read"])
        same([(kind, is_read) for kind, (_, is_read) in inbox.sync_items(only_fields=["subject"])], [("read_flag_change", True)])
