"""Sheets and dialogs: what is asked of a person before a verb."""
