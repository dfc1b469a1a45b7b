"""Real browser tests: the widget and the pages in headless Chromium, over the real application with a fake bot."""
