"""Addresses that need something, for `make screenshots`: each with what stands in it, out of what `desk_seeding.py` put there."""


def examples(told):
    """Name of an address to what stands in it; `told` is what `desk_seeding.py` says."""
    complaint = {"reference": told["complaints"]["extended"]}
    lena = {"key": told["staff"]["lena"]}
    found = {
        f"desk:administration:{name}": lena
        for name in ("person", "change_person", "role", "leave", "hand_over", "new_password", "reset_factor")
    }
    return found | {
        "desk:complaint": complaint,
        "desk:command": {**complaint, "slug": "define"},
        "desk:letters": complaint,
        "desk:resident": {"key": told["residents"]["asha"]},
        "desk:administration:team": {"key": told["team"]},
    }
