"""Load on a running stack: messages at a steady rate, more than it carries, or without end, and what it does to it."""
