"""Our own stickers: emoji and vector drawings, their names in Chinese and English, their shapes."""
