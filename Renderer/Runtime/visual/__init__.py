"""Draws function plots, charts, geometry and graphs with Cairo, without Manim. Uses `sandbox`."""
