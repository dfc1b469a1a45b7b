"""The project's own content and the territory, as files: every fact has its source and its date.

`communes.csv` and `border_pairs.csv` come from the national geography (see `communes.SOURCE.md`); `territory.yml`
holds départements, aliases and areas; `competences.yml` who decides what where; `help_line_rules.yml` which help line comes
first; `sites.yml` the web sites; `records/*.yml` the records.
"""
