"""Ranges, tests and agreement: how much few visits can say. Knows no Django."""
