"""Arabic conflict news to structured events and weekly trend tables."""
