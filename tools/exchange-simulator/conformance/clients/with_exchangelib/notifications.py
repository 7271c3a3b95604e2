"""Streaming and pull subscriptions."""

from contextlib import closing

from exchangelib.errors import ErrorSubscriptionNotFound
from exchangelib.properties import MovedEvent, NewMailEvent, StatusEvent

from server import simple_message
from steps import refused, same, step


@step
def streams(world):
    """hears of a delivery over a streaming subscription while the connection is open"""
    inbox = world.account.inbox
    with inbox.streaming_subscription(event_types=["NewMailEvent", "MovedEvent"]) as subscription:
        with closing(inbox.get_streaming_events(subscription, connection_timeout=1)) as stream:
            delivered = world.deliver(simple_message("<streamed@example.test>"))
            [event] = next(stream).events
            same((type(event), event.item_id.id, event.parent_folder_id.id), (NewMailEvent, delivered, inbox.id))
            moved = world.server.change(world.address, delivered, folder="Drafts")
            [event] = next(stream).events
            same((type(event), event.old_item_id.id, event.item_id.id), (MovedEvent, delivered, moved))


@step
def loses_a_subscription(world):
    """is told when a subscription is not there any more"""
    inbox = world.account.inbox
    subscription = inbox.subscribe_to_streaming()
    inbox.unsubscribe(subscription)
    with refused(ErrorSubscriptionNotFound):
        list(inbox.get_streaming_events(subscription, connection_timeout=1))


@step
def pulls(world):
    """fetches events of a pull subscription by watermarks, and hears when there are none"""
    inbox = world.account.inbox
    with inbox.pull_subscription(event_types=["NewMailEvent", "DeletedEvent"]) as (subscription, watermark):
        delivered = world.deliver(simple_message("<pulled@example.test>"))
        [notification] = inbox.get_events(subscription, watermark)
        same([(type(event), event.item_id.id) for event in notification.events], [(NewMailEvent, delivered)])
        [quiet] = inbox.get_events(subscription, notification.events[-1].watermark)
        same([type(event) for event in quiet.events], [StatusEvent])
