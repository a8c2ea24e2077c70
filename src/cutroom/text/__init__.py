"""Text: faces for names and characters, layout of blocks, drawing of sprites."""
