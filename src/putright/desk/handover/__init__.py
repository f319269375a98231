"""Handing over what somebody handles, so that nothing is left to nobody."""
