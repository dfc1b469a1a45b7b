"""The piste database: models, repositories, services, importers, search, opening hours, seed data, migrations.

No web framework and no rasa_sdk here: `api/` and `actions/` are two doors onto these services.
"""
