"""The compiled timeline: everything resolved, in output frames, without a vendor word."""
