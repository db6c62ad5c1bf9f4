"""Why an alert was raised: one plain sentence of English and one of Arabic for each kind, one file a kind."""
