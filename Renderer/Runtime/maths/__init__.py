"""Reads a request in words, works it out exactly, and shows each step with its reason."""
