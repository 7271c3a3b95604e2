"""SyncFolderItems and SyncFolderHierarchy: first everything, then what changed."""

from exchangelib import Folder

from server import simple_message
from steps import same, step


@step
def takes_stock(world):
    """synchronises 600 messages from nothing, page by page, each once and the newest first"""
    world.server.generate(world.address, "Many", 600)
    world.account.root.clear_cache()
    folder = world.account.msg_folder_root / "Many"
    changes = list(folder.sync_items(only_fields=["message_id", "datetime_received"]))
    same({kind for kind, _ in changes}, {"create"})
    same(sorted(item.message_id for _, item in changes), world.server.message_ids(world.address, "Many"))
    received = [item.datetime_received for _, item in changes]
    same(received, sorted(received, reverse=True))
    same(list(folder.sync_items()), [])


@step
def hears_of_changes(world):
    """synchronises what was delivered, changed, read, moved and deleted since, each as such"""
    server, address, account = world.server, world.address, world.account
    ids = {name: world.deliver(simple_message(f"<sync-{name}@example.test>")) for name in ("changed", "read", "moved", "deleted")}
    inbox, drafts = account.inbox, account.drafts
    for folder in (inbox, drafts):
        list(folder.sync_items(only_fields=["subject"]))
    ids["new"] = world.deliver(simple_message("<sync-new@example.test>"))
    changed = world.message("<sync-changed@example.test>")
    changed.categories = ["Garden"]
    changed.save(update_fields=["categories"])
    server.change(address, ids["read"], isRead=True)
    moved = server.change(address, ids["moved"], folder="Drafts")
    server.delete(address, ids["deleted"])
    names = {item_id: name for name, item_id in ids.items()}
    changes = inbox.sync_items(only_fields=["subject"])
    told = sorted((kind, names[(item[0] if kind == "read_flag_change" else item).id]) for kind, item in changes)
    same(told, [("create", "new"), ("delete", "deleted"), ("delete", "moved"), ("read_flag_change", "read"), ("update", "changed")])
    same([(kind, item.id) for kind, item in drafts.sync_items(only_fields=["subject"])], [("create", moved)])
    same(moved == ids["moved"], False)
    same(list(inbox.sync_items(only_fields=["subject"])), [])


@step
def hears_of_folders(world):
    """synchronises the folders: all, then what was made, renamed and deleted"""
    top = world.account.msg_folder_root
    all_names = {folder.name for _, folder in top.sync_hierarchy()}
    same({"Projects", "2026 Übersicht", "Empty"} <= all_names, True)
    made, gone = (Folder(parent=top, name=name).save() for name in ("Made", "Gone"))
    same(sorted((kind, folder.name) for kind, folder in top.sync_hierarchy()), [("create", "Gone"), ("create", "Made")])
    made.name = "Renamed"
    made.save(update_fields=["name"])
    gone_id = gone.id
    gone.delete()
    changes = [(kind, folder.name if kind == "update" else folder.id) for kind, folder in top.sync_hierarchy()]
    same(sorted(changes), [("delete", gone_id), ("update", "Renamed")])
