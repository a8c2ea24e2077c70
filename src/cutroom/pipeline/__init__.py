"""The use cases: obtain a draft, gather its media, render, take stills, explain."""
