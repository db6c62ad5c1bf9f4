"""The sockets that plug-ins go into."""

from marsad.plugin.socket import PluginError, Socket

__all__ = ["PluginError", "Socket"]
