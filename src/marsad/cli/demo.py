"""`marsad demo`: the whole watch room on simulated traffic."""

from __future__ import annotations


def command(*, port: int = 8700, seed: int = 1, vessels: int = 450) -> int:
    """Start the watch room on simulated traffic in the Gulf of Aden and print the address; nothing else is needed.

    The page is full within seconds: ten minutes of traffic are heard at once, then it goes on as time goes. Within the
    first minute a distress beacon goes active and two ships come close; something new begins every few minutes, for
    as long as the demo runs. Everything is marked as simulated. What is heard is kept in a temporary folder and goes
    when the demo is closed with Ctrl-C.

    Examples:

        marsad demo
        marsad demo --port 8701 --vessels 2000
        marsad demo --seed 7

    Parameters
    ----------
    port
        Port of the page; 0 takes any free one.
    seed
        Another seed, another fleet and other incidents; the same seed gives the same fleet.
    vessels
        How many vessels sail, 1 to 5000, beside those of incidents.
    """
    import os
    import sys
    import tempfile
    from pathlib import Path

    from marsad.cli.preparation import prepare_kernels
    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kernel_cache import use_kernel_cache
    from marsad.schema.refusal import UsageRefusal

    if not 1 <= vessels <= 5000:
        raise UsageRefusal(f"--vessels {vessels} cannot be simulated: name a number from 1 to 5000.")
    if seed < 0:
        raise UsageRefusal(f"--seed {seed} cannot be used: name a whole number from 0 up.")
    # Only the compiled kernels are shared with a live room; neither its settings nor its data are looked at.
    kernels = data_folder("", os.environ)
    use_kernel_cache(kernels)

    from marsad.serve.server import listen

    listen("127.0.0.1", port).close()  # a taken port is told now, not after a minute of preparation
    prepare_kernels(kernels, simulator=True)

    from marsad.serve.live_service import run_live
    from marsad.testing.simulated_source import CENTRE, NAME, ZOOM, opener, url_of

    feeds = {NAME: {"url": url_of(seed, vessels)}}
    configuration = resolve(None, {}, {"port": port, "centre": CENTRE, "zoom": ZOOM, "feeds": feeds})

    def say(sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as folder:
        say(f"SIMULATED traffic: {vessels} invented vessels in the Gulf of Aden.")
        run_live(configuration, Path(folder), (), say, mode="simulated", opener=opener(seed, vessels), keys=kernels)
    return 0
