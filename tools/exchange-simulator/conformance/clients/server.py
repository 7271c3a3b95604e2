"""The simulator as its control interface and its mail directory show it: what the clients' doings are judged by."""

import json
from email.parser import BytesHeaderParser
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen


class Server:
    def __init__(self, world):
        self._control = world["control"]
        self._mail = Path(world["mail"])

    def deliver(self, address, mime, folder="Inbox"):
        """Delivers a message now; answers its item id."""
        query = urlencode({"folder": folder})
        return self._call("POST", f"/mailboxes/{address}/messages?{query}", mime)["itemId"]

    def generate(self, address, folder, count):
        order = {"folder": folder, "count": count, "bytes": 2000, "seed": 1}
        self._call("POST", f"/mailboxes/{address}/generate", json.dumps(order).encode())

    def change(self, address, item_id, **change):
        """Marks or moves an item, as the user's other client would; answers its present id."""
        return self._call("PATCH", self._item(address, item_id), json.dumps(change).encode())["itemId"]

    def delete(self, address, item_id):
        self._call("DELETE", self._item(address, item_id))

    def folders(self, address):
        """Folders by their paths."""
        return {folder["path"]: folder for folder in self._call("GET", f"/mailboxes/{address}")["folders"]}

    def items(self, address, folder):
        return self.folders(address)[folder]["items"]

    def item(self, address, folder, message_id):
        """The only item of that Message-ID in a folder."""
        [item] = [item for item in self.items(address, folder) if item["internetMessageId"] == message_id]
        return item

    def message_ids(self, address, folder):
        return sorted(item["internetMessageId"] for item in self.items(address, folder))

    def files(self, address, folder):
        """The bytes of the messages that a folder had at the start, by their Message-IDs."""
        messages = (file.read_bytes() for file in self._mail.joinpath(address, *folder.split("/")).glob("*.eml"))
        return {BytesHeaderParser().parsebytes(message)["Message-ID"]: message for message in messages}

    def _item(self, address, item_id):
        return f"/mailboxes/{address}/items/{quote(item_id, safe='')}"

    def _call(self, method, path, body=None):
        with urlopen(Request(self._control + path, data=body, method=method)) as answer:
            return json.load(answer)


def simple_message(message_id, subject="Delivered", text="Just now.", sender="bob@example.test"):
    """A message to deliver."""
    lines = [f"From: {sender}", "To: reader@example.test", f"Subject: {subject}", f"Message-ID: {message_id}", "", text, ""]
    return "\r\n".join(lines).encode()
