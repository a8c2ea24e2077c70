"""Ground every package stands on: errors, diagnostics, time, geometry, colour, curves, facts, ids."""
