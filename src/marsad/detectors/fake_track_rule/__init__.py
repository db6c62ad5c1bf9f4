"""What no hull can do: speeds and turns that give a track away that nobody sailed."""
