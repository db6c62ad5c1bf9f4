"""Parts of a lake for other programs: tables as files of geography, and as pictures."""
