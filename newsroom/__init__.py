"""An invented Arabic news site on loopback: six outlets, 21 nights, and what their articles say."""
