"""The record: an append-only table of entries, one stream for each complaint, and what is projected from it.

This room stores and gives back. It must not decide whether something may be recorded: that is asked of `complaint`, by
`actions`.
"""
