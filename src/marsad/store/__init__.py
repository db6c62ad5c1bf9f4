"""What is kept: the raw log."""

from marsad.store.store_error import StoreError

__all__ = ["StoreError"]
