"""The HTTP edge: dialects over one set of services."""
