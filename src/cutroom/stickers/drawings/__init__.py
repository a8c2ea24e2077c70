"""The vector drawings by theme; ``cutroom.stickers.library`` lists the modules."""
