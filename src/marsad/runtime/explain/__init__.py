"""Why a vessel is what a lake says it is."""
