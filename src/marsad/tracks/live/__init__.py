"""Live: what is derived of vessels second by second, with the kernels that cut an archive into tracks."""
