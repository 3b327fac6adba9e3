"""Isolates jobs and talks to the renderer: the warm parent, its forks, their limits, the wire protocol. Knows no Manim."""
