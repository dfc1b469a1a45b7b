"""What Prometheus reads: counts and times only, never a text, a place or an address of anybody.

The counters belong to this process; Prometheus adds the processes up. Gauges that need a look at something (the engine,
the content) are set when `/metrics` is read.
"""

from prometheus_client import Counter, Gauge, Histogram

ANSWERS = Counter("passerelle_answers_total", "Messages answered, by outcome.", ["outcome"])
REFUSED = Counter("passerelle_refused_total", "Messages refused: rate (429) or load (503).", ["reason"])
# Buckets around the goals: 30 ms for one user, 300 ms under load, 4 s when the engine is given up.
LATENCY = Histogram(
    "passerelle_answer_seconds",
    "From the message to its stored answer.",
    buckets=(0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8, 15),
)
IN_FLIGHT = Gauge("passerelle_messages_in_flight", "Messages being answered now.")
ENGINE_FAILURES = Counter("passerelle_engine_failures_total", "Questions that no bot answered in time.")
STORAGE_FAILURES = Counter("passerelle_storage_failures_total", "Answers given that the database did not take at once.")
TEXTS_DROPPED = Counter("passerelle_texts_dropped_total", "Masked texts given up; their exchanges are counted.")

ENGINE_UP = Gauge("passerelle_engine_up", "1 when a bot has its model loaded.")
DATABASE_UP = Gauge("passerelle_database_up", "1 when the database answers at this version's schema.")
LATE_WRITES = Gauge("passerelle_late_writes", "Writes in memory that wait for the database.")
TEXT_QUEUE = Gauge("passerelle_text_queue", "Texts that wait to be masked.")
RECORDS = Gauge("passerelle_records", "Published records, by kind.", ["kind"])
STALE_RECORDS = Gauge("passerelle_records_stale", "Published records past their review or validity, by kind.", ["kind"])
LAST_CHECK_DAYS = Gauge("passerelle_last_check_days", "Days since any published record was last checked.")
DISK_FREE = Gauge("passerelle_disk_free_bytes", "Free space where the embedded database is.")
