"""What this machine is called on its own network."""

import socket

ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104  compared with, not bound to
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def own_address() -> str | None:
    """The address by which others reach this machine. Asks nobody: connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, reached through the default route
        except OSError:
            return None
        return str(probe.getsockname()[0])
