"""The OpenAPI documents of the dialects: complete ones to read, and smaller ones for importers of plugins."""
