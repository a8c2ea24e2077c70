"""Other programs that render the same films: MLT and MoviePy, where they are installed."""
