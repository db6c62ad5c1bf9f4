"""What every transport needs: its URL, its health, the receive stamp, back-off, and who may send."""
