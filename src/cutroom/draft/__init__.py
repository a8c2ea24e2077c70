"""JianYing / CapCut drafts: reading, typed views, lossless writing."""
