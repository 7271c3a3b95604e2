"""Who may come in, and what the client finds out about the server by itself."""

from exchangelib import NTLM
from exchangelib.errors import ErrorImpersonateUserDenied, ErrorNonExistentMailbox, UnauthorizedError

from steps import refused, same, step


@step
def finds_the_version(world):
    """finds out the server's version where none is given"""
    version = world.account.version
    same((version.api_version, str(version.build)), ("Exchange2016", "15.1.2507.39"))


@step
def finds_the_authentication(world):
    """finds out how to authenticate, and takes the safest way that is offered"""
    account = world.connect(f"EXAMPLE\\{world.address}", auth_type=None)
    same((account.protocol.auth_type, account.inbox.name), (NTLM, "Inbox"))


@step
def ntlm(world):
    """logs in with NTLM by each form of a name, and not with a wrong password"""
    for login in logins(world):
        same(world.connect(login, auth_type=NTLM).inbox.total_count, world.account.inbox.total_count)
    with refused(UnauthorizedError):
        world.connect(world.address, password="wrong", auth_type=NTLM).inbox


@step
def extended_protection(world):
    """logs in with NTLM where the server binds it to the TLS connection"""
    account = world.connect(world.address, service_endpoint=world.facts["guarded"], auth_type=NTLM)
    same(account.inbox.total_count, world.account.inbox.total_count)


@step
def logs_in_by_each_form_of_a_name(world):
    """logs in by address, by the part before the @, and by DOMAIN\\name"""
    for login in logins(world):
        same(world.connect(login).inbox.total_count, world.account.inbox.total_count)


@step
def wrong_password(world):
    """is refused with a wrong password"""
    with refused(UnauthorizedError):
        world.connect(world.address, password="wrong").inbox


@step
def autodiscover(world):
    """asks Autodiscover where a mailbox is, and what nobody's address is"""
    protocol = world.autodiscover()
    found = protocol.get_user_settings(world.address)
    same((found.autodiscover_smtp_address, found.ews_url), (world.address, world.facts["url"]))
    same(protocol.get_user_settings("nobody@example.test").error_code, "InvalidUser")


@step
def impersonates(world):
    """reads a mailbox as the super-user who impersonates its owner"""
    user = world.facts["superUser"]
    account = world.impersonate(world.partner, user["address"], user["password"])
    subjects = sorted(account.inbox.all().values_list("subject", flat=True))
    same(len(subjects), len(world.server.items(world.partner, "Inbox")))
    same(account.version.api_version, "Exchange2016")


@step
def may_not_impersonate(world):
    """is refused when another user impersonates, and when nobody has the address"""
    with refused(ErrorImpersonateUserDenied):
        world.impersonate(world.partner, world.address, world.facts["password"]).inbox
    user = world.facts["superUser"]
    with refused(ErrorNonExistentMailbox):
        world.impersonate("nobody@example.test", user["address"], user["password"]).inbox


def logins(world):
    name = world.address.split("@")[0]
    return world.address, name, f"EXAMPLE\\{name}"
