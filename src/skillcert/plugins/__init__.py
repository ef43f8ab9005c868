"""Plugins: what they give (`spec`) and how they are found and checked (`registry`)."""
