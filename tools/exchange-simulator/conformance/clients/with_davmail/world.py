import imaplib
import re
import smtplib

from server import Server


class World:
    """A mailbox over IMAP and SMTP, and the server as it really is."""

    def __init__(self, facts, gateway):
        self.facts = facts
        self.address = facts["address"]
        self.partner = facts["partner"]
        self.gateway = gateway
        self.server = Server(facts)

    def imap(self, folder=None, password=None):
        """A new IMAP connection that is logged in, with a folder selected."""
        connection = Imap("127.0.0.1", self.gateway.imap, timeout=30)
        connection.login(self.address, password or self.facts["password"])
        if folder is not None:
            connection.ok("select", quoted(folder))
        return connection

    def smtp(self):
        connection = smtplib.SMTP("127.0.0.1", self.gateway.smtp, timeout=30)
        connection.login(self.address, self.facts["password"])
        return connection

    def deliver(self, message, folder="Inbox"):
        return self.server.deliver(self.address, message, folder)


class Imap(imaplib.IMAP4):
    def ok(self, command, *arguments):
        """What a command answers when it succeeds."""
        kind, data = getattr(self, command)(*arguments)
        if kind != "OK":
            raise AssertionError(f"{command} answered {kind} {data}")
        return data

    def search_uids(self, *criteria):
        """UIDs of what a search finds."""
        [found] = self.ok("uid", "SEARCH", *criteria)
        return found.decode().split()

    def uid_of(self, message_id):
        [uid] = self.search_uids("HEADER", "Message-ID", quoted(message_id))
        return uid

    def fetch_uid(self, uids, what):
        """FETCH answers by UID: the text of the answer, and the literal, if it has one."""
        answers = {}
        for part in self.ok("uid", "FETCH", uids, f"(UID {what})"):
            if part == b")":
                continue
            text, literal = part if isinstance(part, tuple) else (part, None)
            answers[re.search(rb"UID (\d+)", text)[1].decode()] = (text.decode(), literal)
        return answers

    def bytes_of(self, uid):
        [(_, literal)] = self.fetch_uid(uid, "BODY.PEEK[]").values()
        return literal

    def flags_of(self, uid):
        """A message's flags but \\Recent, which DavMail gives to what came today."""
        [(text, _)] = self.fetch_uid(uid, "FLAGS").values()
        return set(re.search(r"FLAGS \((.*?)\)", text)[1].split()) - {"\\Recent"}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def utf7(name):
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3)."""
    encode = lambda part: "&" + part[0].encode("utf-7").decode()[1:].rstrip("-").replace("/", ",") + "-"
    return re.sub(r"[^\x20-\x7e]+", encode, name.replace("&", "&-"))
