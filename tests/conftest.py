"""What holds for every test: nothing fails because a machine is slow."""

from __future__ import annotations

from hypothesis import settings

from patience import SLOW

settings.register_profile("patient", deadline=None, suppress_health_check=SLOW)
settings.load_profile("patient")
