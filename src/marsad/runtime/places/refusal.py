"""What is said where a zone or a file of places cannot be used."""

from marsad.schema.refusal import UsageRefusal


class ZoneRefusal(UsageRefusal):
    """A zone, a line or a file of them cannot be used; the sentence names it and what to do."""
