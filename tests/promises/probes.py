"""Which evidence probes measure which promise in a running installation, by the probes' keys."""

BY_PROMISE: dict[str, tuple[str, ...]] = {
    "N01": ("statement", "closed_world"),
    "N02": ("unregistered", "closed_world"),
    "N05": ("requests",),
    "N08": ("directory",),
    "N09": ("agreements",),
    "N11": ("event_forms", "registration_fields"),
    "N15": ("retention", "sweep"),
    "N20": ("staff_access",),
    "N30": ("contact",),
    "N31": ("transfers",),
    "N32": ("requests",),
    "C20": ("agreements",),
    "C22": ("transfers",),
    "C30": ("staff_access", "ledger"),
    "F05": ("released",),
    "F38": ("contact",),
}
