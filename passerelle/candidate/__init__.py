"""A candidate model: trained and measured in a copy of the project, beside the service that goes on unchanged."""
