"""The counter: staff look things up, print and say them, count the answers they give and flag what is wrong.

Pages only; what may be reported, and by whom, is decided in `pistes.services.counter`.
"""
