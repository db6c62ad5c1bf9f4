"""The refusal of this room."""

from marsad.schema.refusal import Refusal


class StoreError(Refusal):
    """The store cannot be used; the text is one sentence that says what to do."""
