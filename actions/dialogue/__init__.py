"""The dialogue's state and how a message changes it: plain data in, plain data out; no framework, no SQL."""
