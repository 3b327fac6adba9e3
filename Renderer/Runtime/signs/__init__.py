"""Undoes what keyboards, word processors and copied pages did to code and formulas. Uses nothing else of the runtime."""
