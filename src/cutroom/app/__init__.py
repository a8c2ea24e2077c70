"""The only place that constructs things: settings in, a running service out."""
