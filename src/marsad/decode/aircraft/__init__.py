"""What programs of ADS-B receivers tell of aircraft, as rows."""
