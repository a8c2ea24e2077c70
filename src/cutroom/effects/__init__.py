"""Picture effects, transitions and motions: one file each, declared parameters, pure functions."""
