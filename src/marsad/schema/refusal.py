"""The one exception that is meant for a person: every room may raise it, only the command line prints it."""


class Refusal(Exception):  # noqa: N818 - no error of the program: it works as it should
    """Marsad will not or cannot do what was asked.

    The text is one sentence that says what happened and what to do about it, without a traceback: a missing file, a
    taken port, a port without permission, a scheme that no source serves. A room may subclass it to tell its own
    refusals apart. `exit_code` is what the process ends with: 1 failed, 2 wrong use of a command.
    """

    exit_code = 1
    report = ""
    """Lines that belong to the sentence and are shown below it as they are: what was seen, what to write."""


class UsageRefusal(Refusal):
    """The command was used wrongly: an argument that nothing can read, two options that exclude each other."""

    exit_code = 2
