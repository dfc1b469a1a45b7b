"""Pages that residents read, the widget's script and the look of a site. HTML only: answers come from the services."""
