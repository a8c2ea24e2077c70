"""Vendor names as data: ids and parameters (catalog.json), and how each is drawn (looks.toml)."""
