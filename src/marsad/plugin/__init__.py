"""The sockets that plug-ins go into, and the contracts of what goes in."""

from marsad.plugin.socket import PluginError, Socket

__all__ = ["PluginError", "Socket"]
