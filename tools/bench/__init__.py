"""The benchmark timelines, drawn by Cutroom and by hand-written ffmpeg commands, side by side."""
