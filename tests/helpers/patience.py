"""The health checks of Hypothesis that are left out, each with its reason; there is no deadline anywhere.

How long something takes is measured by benchmarks/, on a machine at rest.
"""

from __future__ import annotations

from hypothesis import HealthCheck

SLOW = (HealthCheck.too_slow,)
"""It reads the clock: on a busy machine it fails tests in which nothing is wrong. Left out of all tests."""
LARGE = (*SLOW, HealthCheck.filter_too_much, HealthCheck.data_too_large)
"""For laws over whole frameworks: one takes much data, and many that are drawn have a fault and are passed over."""
SHARED = (*SLOW, HealthCheck.function_scoped_fixture)
"""For tests that write every example to the same temporary file, which holds nothing from one to the next."""
