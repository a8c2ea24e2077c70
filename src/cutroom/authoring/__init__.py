"""Making drafts, and keeping those of this server."""
