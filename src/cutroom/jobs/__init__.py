"""Durable tasks: accepted means kept, and every task ends exactly once."""
