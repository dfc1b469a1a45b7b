"""Whether a message wants what is free, or asks what it costs."""

from functools import lru_cache

from langue.criteria.lexicon import Lexicon
from langue.criteria.plain import load, plain


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(load("price"), {"said": 1})


def read_price(text: str) -> dict[str, bool] | None:
    """{"free": True} for what must cost nothing, {"price_asked": True} for a question on the price, else None."""
    said = {hit.label for hit in _lexicon().find(plain(text))}
    if not said:
        return None
    return {"price_asked": True} if "price_asked" in said else {"free": True}
