"""Tags of the residents' pages."""
