"""`marsad watch`: the live watch room."""

from __future__ import annotations

from pathlib import Path


def command(
    *source: str,
    config: Path | None = None,
    data: Path | None = None,
    port: int | None = None,
    host: str | None = None,
) -> int:
    """Open the live watch room: hear the sources, keep the raw log, show every vessel in a browser.

    The address is printed when the page can be opened. Ctrl-C closes the room: all that was heard is on disk then, and
    the next start takes up the picture where it was. Feeds can be added to the configuration file while it runs.

    Examples:

        marsad watch tcp://192.168.1.20:4001
        marsad watch udp://0.0.0.0:10110 "serial:///dev/ttyUSB0?baud=38400"
        marsad watch --config marsad.toml --data /var/lib/marsad
        receiver-program | marsad watch -

    Parameters
    ----------
    source
        Where sentences come from: tcp://host:port, tcp-listen://, udp://, serial:///dev/..., a file, or - for standard
        input. They come on top of the feeds in the configuration file.
    config
        Configuration file (TOML); docs/configuration.md explains each setting.
    data
        Folder for the raw log and all else that is kept; by default the user's data folder.
    port
        Port of the page; 8700 unless the configuration says otherwise, 0 takes any free one.
    host
        Address to listen on; one that others reach (0.0.0.0: all of this machine) is served by TLS alone, with the
        certificate of [tls] in the configuration or one of the room's own.
    """
    import os
    import sys

    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kernel_cache import use_kernel_cache
    from marsad.schema.refusal import UsageRefusal

    options = {"data": str(data) if data else None, "port": port, "host": host}
    configuration = resolve(config, os.environ, options)
    if not source and not configuration.settings.feeds:
        raise UsageRefusal(
            "Nothing to listen to: name a source, as in `marsad watch tcp://host:4001`, or --config FILE with feeds."
        )
    folder = data_folder(configuration.settings.data, os.environ)
    use_kernel_cache(folder)

    def say(sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)

    from marsad.cli.preparation import prepare_kernels

    prepare_kernels(folder)
    from marsad.serve.live_service import run_live

    run_live(configuration, folder, source, say)
    return 0
