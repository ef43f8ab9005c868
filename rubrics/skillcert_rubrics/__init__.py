"""Rubric files, one folder a workshop. This package holds data and no code."""
