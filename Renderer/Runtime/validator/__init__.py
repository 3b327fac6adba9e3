"""Checks a scene before it is rendered: advice for its author, not a security boundary. Never runs the code."""
