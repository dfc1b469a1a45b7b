"""What the web server imports: `uvicorn --factory passerelle.asgi:make`."""

import logging

from fastapi import FastAPI

from passerelle import logs
from passerelle.settings import Settings
from passerelle.wiring import application


def make() -> FastAPI:
    """The application of this process, from its environment."""
    settings = Settings()
    logs.configure(logging.getLevelNamesMapping()[settings.log_level.upper()])
    return application(settings)
