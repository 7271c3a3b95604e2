import os
import socket
import subprocess
import time
from pathlib import Path

PROPERTIES = """davmail.server=true
davmail.mode=EWS
davmail.url={url}
davmail.bindAddress=127.0.0.1
davmail.allowRemote=false
davmail.imapPort={imap}
davmail.smtpPort={smtp}
davmail.popPort=
davmail.caldavPort=
davmail.ldapPort=
davmail.ssl.keystoreFile=
davmail.enableKerberos=false
davmail.enableProxy=false
davmail.useSystemProxies=false
davmail.disableUpdateCheck=true
davmail.disableGuiNotifications=true
davmail.folderSizeLimit=0
davmail.keepDelay=0
davmail.sentKeepDelay=0
davmail.imapIdleDelay=
davmail.smtpSaveInSent=true
davmail.logFilePath={log}
davmail.logFileSize=0
log4j.rootLogger=WARN
log4j.logger.davmail=DEBUG
"""


class Gateway:
    """A DavMail that runs while the context is open; it trusts the simulator's certificate authority and nobody else."""

    def __init__(self, facts):
        self.imap, self.smtp = free_ports(2)
        self._directory = Path(facts["directory"], "davmail")
        self._facts = facts

    def __enter__(self):
        directory = self._directory
        directory.mkdir()
        trust = directory / "trust.p12"
        certificate = ["-alias", "simulator", "-file", self._facts["ca"]]
        keystore = ["-keystore", trust, "-storetype", "PKCS12", "-storepass", "changeit"]
        subprocess.run(["keytool", "-importcert", "-noprompt", *certificate, *keystore], check=True, stderr=subprocess.PIPE)
        properties = directory / "davmail.properties"
        properties.write_text(PROPERTIES.format(url=self._facts["url"], imap=self.imap, smtp=self.smtp, log=directory / "davmail.log"))
        options = {"trustStore": trust, "trustStorePassword": "changeit", "trustStoreType": "PKCS12"}
        java = " ".join(f"-Djavax.net.ssl.{name}={value}" for name, value in options.items())
        self._output = open(directory / "output.log", "wb")
        self._process = subprocess.Popen(
            ["davmail-server", str(properties)],
            cwd=directory,
            env={**os.environ, "JAVA_TOOL_OPTIONS": f"{java} -Duser.home={directory}"},
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        for port in (self.imap, self.smtp):
            self._await(port)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._output.close()

    def _await(self, port, limit=30):
        deadline = time.monotonic() + limit
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port)).close()
            except ConnectionRefusedError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"DavMail does not listen; it said: {Path(self._output.name).read_text()}") from None
                time.sleep(0.05)


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
