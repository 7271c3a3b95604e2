"""Reads an inbox by exchangelib as an import would, and stores nothing: its changes, then each message with its MIME."""

import json
import resource
import sys
import time
import warnings

from exchangelib import BASIC, Account, Configuration, Credentials, DELEGATE, Version
from exchangelib.protocol import BaseProtocol, NoVerifyHTTPAdapter
from exchangelib.version import EXCHANGE_2016

BATCH = 50
PROPERTIES = [
    "mime_content", "subject", "datetime_received", "datetime_sent", "has_attachments",
    "author", "to_recipients", "is_read", "message_id",
]

task = json.load(sys.stdin)
warnings.filterwarnings("ignore")
BaseProtocol.HTTP_ADAPTER_CLS = NoVerifyHTTPAdapter
configuration = Configuration(
    service_endpoint=task["url"],
    credentials=Credentials(task["mailbox"], task["password"]),
    auth_type=BASIC,
    version=Version(build=EXCHANGE_2016),
)
account = Account(task["mailbox"], config=configuration, autodiscover=False, access_type=DELEGATE)
inbox = account.inbox


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


started, before = time.monotonic(), cpu_seconds()
messages = 0
waiting = []


def fetch(items):
    count = 0
    for item in account.fetch(ids=items, folder=inbox, only_fields=PROPERTIES, chunk_size=BATCH):
        if item.mime_content:
            count += 1
    return count


for change, item in inbox.sync_items(only_fields=["is_read", "datetime_received", "size"], max_changes_returned=512):
    if change != "create":
        continue
    waiting.append((item.id, item.changekey))
    if len(waiting) == BATCH:
        messages += fetch(waiting)
        waiting = []
messages += fetch(waiting) if waiting else 0

json.dump(
    {
        "messages": messages,
        "seconds": time.monotonic() - started,
        "cpuSeconds": cpu_seconds() - before,
        "peakRssBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    },
    sys.stdout,
)
