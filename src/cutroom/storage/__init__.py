"""Bringing files in from anywhere and putting results away: the only package that opens sockets to strangers."""
