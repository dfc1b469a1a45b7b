"""Whether a site's colours can be read: the contrast of WCAG 2.2, and a text colour that always has enough."""

LEAST = 4.5
# One of the two has at least 4.58 to 1 on any colour.
TEXTS = ("#ffffff", "#000000")


def ratio(one: str, other: str) -> float:
    """Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(background: str, wished: str) -> str:
    """`wished` when it can be read on `background` (4.5 to 1), else white or black, whichever reads better."""
    return wished if ratio(background, wished) >= LEAST else max(TEXTS, key=lambda text: ratio(background, text))


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
