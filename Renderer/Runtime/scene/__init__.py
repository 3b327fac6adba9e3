"""Renders a scene's code: runs it, draws its frames in parallel, sets its formulas, makes and judges the video. Uses `sandbox`."""
