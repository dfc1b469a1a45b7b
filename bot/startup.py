"""What the bot's process changes in Rasa at start, each with its measured reason (see `docs/decisions/`)."""

import logging
from functools import lru_cache

import structlog
from rasa.core import processor

from bot import logs
from bot.graph import OrderedGraphRunner


def run_graphs_in_order() -> None:
    """Replace the runner of the graphs that a model is loaded into: 0.8 ms of planning a message, done once."""
    processor.DaskGraphRunner = OrderedGraphRunner  # type: ignore[misc]


def silence_debug_events() -> None:
    """Drop Rasa's structured debug events before they are made: they copy the message and are never written."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@lru_cache(maxsize=1)
def apply() -> None:
    """Apply every change once."""
    logs.configure()
    run_graphs_in_order()
    silence_debug_events()
