"""The rule of a rendezvous: who lies or goes slowly, which pairs stay beside each other, and where that is no news."""
