"""What the web server imports: `uvicorn --factory passerelle.asgi:make`."""

from fastapi import FastAPI

from passerelle.settings import Settings
from passerelle.wiring import application


def make() -> FastAPI:
    """The application of this process, from its environment."""
    return application(Settings())
