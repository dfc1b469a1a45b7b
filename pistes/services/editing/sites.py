"""The sites that embed us: look, greeting, allowed origins. Text on a colour must be readable (WCAG 2.1, 1.4.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from pistes.models import Site
from pistes.repositories import people
from pistes.services.accounts import Role, SignedIn
from pistes.services.editing.readers import clean
from pistes.services.editing.rights import EDITORS, EditingError, NotAllowed

LEAST_CONTRAST = 4.5
LONGEST_GREETING = 1000
MOST_ORIGINS = 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


@dataclass
class SiteForm:
    """What the form of a site says, and what is wrong with it, by field."""

    name: str
    greeting: str
    greeting_plain: str
    position: str
    accent: str
    on_accent: str
    logo: str
    quit_url: str
    origins: list[str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def contrast(self) -> float | None:
        """The ratio between text and accent; None when a colour cannot be read."""
        if not (_COLOUR.fullmatch(self.accent) and _COLOUR.fullmatch(self.on_accent)):
            return None
        return contrast(self.accent, self.on_accent)


def form_of(site: Site) -> SiteForm:
    """The form of a site as it is stored."""
    theme = site.theme or {}
    return SiteForm(
        name=site.name,
        greeting=site.greeting or "",
        greeting_plain=site.greeting_plain or "",
        position=site.position,
        accent=str(theme.get("accent") or "#0b5563"),
        on_accent=str(theme.get("on_accent") or "#ffffff"),
        logo=str(theme.get("logo") or ""),
        quit_url=str(theme.get("quit_url") or ""),
        origins=list(site.origins or ()),
    )


def read_form(data: Mapping[str, str], origins: list[str]) -> SiteForm:
    """A form that was sent, checked; `origins` are kept where the form does not carry them."""
    sent = [clean(line).rstrip("/").lower() for line in data["origins"].split("\n")] if "origins" in data else origins
    form = SiteForm(
        name=clean(data.get("name", "")),
        greeting=clean(data.get("greeting", ""), lines=True),
        greeting_plain=clean(data.get("greeting_plain", ""), lines=True),
        position=data.get("position", "right"),
        accent=clean(data.get("accent", "")).lower(),
        on_accent=clean(data.get("on_accent", "")).lower(),
        logo=clean(data.get("logo", "")),
        quit_url=clean(data.get("quit_url", "")),
        origins=[line for line in dict.fromkeys(sent) if line],
    )
    _check(form)
    return form


def save(session: Session, who: SignedIn, site: Site, form: SiteForm, now: datetime) -> list[str]:
    """Write a form into its site; gives the names of what changed. Raises `EditingError`."""
    check_site(who, site)
    if form.errors:
        raise EditingError("Corrigez les champs signalés.")
    if form.origins != list(site.origins or ()) and who.role is not Role.ADMINISTRATOR:
        raise NotAllowed("Seule une personne qui administre peut changer les adresses autorisées.")
    theme = {**(site.theme or {}), "accent": form.accent, "on_accent": form.on_accent}
    for name, value in (("logo", form.logo), ("quit_url", form.quit_url)):
        theme.pop(name, None)
        if value:
            theme[name] = value
    after: dict[str, Any] = {
        "name": form.name,
        "greeting": form.greeting or None,
        "greeting_plain": form.greeting_plain or None,
        "position": form.position,
        "theme": theme,
        "origins": form.origins,
    }
    changes = {name: [getattr(site, name), value] for name, value in after.items() if getattr(site, name) != value}
    for name, (_, value) in changes.items():
        setattr(site, name, value)
    if changes:
        people.audit(session, now, who.login, "site edit", site.id, changes)
    return list(changes)


def check_site(who: SignedIn, site: Site) -> None:
    """Raise `NotAllowed` unless `who` looks after this site; one of no département needs an account without limit."""
    covered = site.department_code in who.departments if site.department_code else False
    if who.role not in EDITORS or (who.departments and not covered):
        raise NotAllowed("Ce site n'est pas celui de votre département.")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours « #rrggbb », from 1 to 21 (WCAG 2.1, relative luminance)."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _check(form: SiteForm) -> None:
    if not form.name or len(form.name) > 120:
        form.errors["name"] = "Donnez un nom de 120 caractères au plus."
    for name in ("greeting", "greeting_plain"):
        if len(getattr(form, name)) > LONGEST_GREETING:
            form.errors[name] = f"{LONGEST_GREETING} caractères au plus."
    if form.greeting and "machine" not in form.greeting.lower() and "automatique" not in form.greeting.lower():
        form.errors["greeting"] = (
            "Le premier message doit dire qu'il vient d'une machine (règlement sur l'IA, article 50)."
        )
    if form.position not in ("left", "right"):
        form.errors["position"] = "Choisissez à gauche ou à droite."
    for name in ("accent", "on_accent"):
        if not _COLOUR.fullmatch(getattr(form, name)):
            form.errors[name] = "Écrivez une couleur comme #1d4f91."
    if form.contrast is not None and form.contrast < LEAST_CONTRAST:
        ratio = f"{form.contrast:.1f}".replace(".", ",")
        form.errors["on_accent"] = f"Contraste de {ratio} pour 1 : il en faut 4,5. Le texte serait illisible."
    if form.logo and not re.fullmatch(r"/static/[\w./-]+", form.logo):
        form.errors["logo"] = "Seule une image servie ici convient, comme /static/logo.svg."
    if form.quit_url and not _web_page(form.quit_url):
        form.errors["quit_url"] = "Écrivez une adresse entière, qui commence par https://"
    wrong = [origin for origin in form.origins if not _origin(origin)]
    if wrong or len(form.origins) > MOST_ORIGINS:
        form.errors["origins"] = f"Une origine par ligne, comme https://www.loire.fr : {', '.join(wrong)[:200]}"


def _web_page(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme == "https" and bool(_HOST.fullmatch(parts.hostname or "")) and not re.search(r"[\s\"'<>]", text)


def _origin(text: str) -> bool:
    """`https://host[:port]`; plain HTTP only for trying on one's own machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    local = host in ("localhost", "127.0.0.1")
    scheme = parts.scheme == "https" or (parts.scheme == "http" and local)
    return scheme and bool(_HOST.fullmatch(host)) and text == f"{parts.scheme}://{parts.netloc}" and "@" not in text
