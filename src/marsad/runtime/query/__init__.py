"""SQL over a lake: DuckDB sees its tables and nothing else of this machine."""
