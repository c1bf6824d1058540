"""Measurements of the hot paths; each module prints and returns the rows it measured."""
