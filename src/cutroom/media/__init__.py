"""Files to pictures and samples and back: the only door to FFmpeg, and to image files."""
