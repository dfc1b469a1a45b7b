"""Our own held-out messages, by authors who write no training sentences, and what measures a running stack on them."""
