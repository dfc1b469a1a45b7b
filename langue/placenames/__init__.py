"""How a place is told from the words around it: names and their shortenings, spelling, prepositions, people, rivers.

Only `langue.gazetteer` and `langue.places` use these modules; standard library and rapidfuzz only.
"""
