"""The French that both Pythons need: normalising, communes, dates, criteria, the danger guard.

Python 3.10 syntax, standard library and small pure libraries only; no SQL, no framework, nothing of ours.
"""
