"""`/healthz` the process, `/readyz` the truth, `/metrics` Prometheus, `/version`."""
