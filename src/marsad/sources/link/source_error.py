"""The refusals of this room."""

from marsad.schema.refusal import Refusal


class SourceError(Refusal):
    """A source cannot be read; the text is one sentence that says what to do."""


class SourceUrlError(SourceError):
    """A source's URL, option or name cannot be used."""

    exit_code = 2
