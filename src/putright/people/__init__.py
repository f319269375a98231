"""Landlords, the people who work for them, and who may do what. An ordinary Django app with ordinary tables.

This room must not know what happened to a complaint: it says who somebody is and what they may do.
"""
