from exchangelib import BASIC, DELEGATE, IMPERSONATION, Account, Configuration, Credentials, FailFast
from exchangelib.autodiscover.protocol import AutodiscoverProtocol

from server import Server


class World:
    """The mailbox that the steps work in, and the server as it really is."""

    def __init__(self, facts):
        self.facts = facts
        self.address = facts["address"]
        self.partner = facts["partner"]
        self.server = Server(facts)
        self.account = self.connect(self.address)

    def connect(self, login, password=None, **configuration):
        """The mailbox over Basic authentication, unless the configuration says otherwise."""
        return self._account(self.address, login, password or self.facts["password"], DELEGATE, configuration)

    def autodiscover(self):
        endpoint = self.facts["url"].replace("/EWS/Exchange.asmx", "/autodiscover/autodiscover.svc")
        credentials = Credentials(self.address, self.facts["password"])
        return AutodiscoverProtocol(config=Configuration(service_endpoint=endpoint, credentials=credentials, retry_policy=FailFast()))

    def impersonate(self, address, login, password):
        return self._account(address, login, password, IMPERSONATION, {})

    def message(self, message_id, folder=None):
        """The only message of that Message-ID, in the Inbox unless told otherwise."""
        return (folder or self.account.inbox).get(message_id=message_id)

    def deliver(self, message, folder="Inbox"):
        return self.server.deliver(self.address, message, folder)

    def _account(self, address, login, password, access_type, configuration):
        credentials = Credentials(login, password)
        service = {"service_endpoint": self.facts["url"], "auth_type": BASIC, **configuration}
        config = Configuration(credentials=credentials, **service)
        return Account(primary_smtp_address=address, config=config, autodiscover=False, access_type=access_type)
