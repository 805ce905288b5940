"""What all tests share: a cache of their own, a fast hypothesis profile, and skips that fail where none is allowed."""

import os

import pytest
from hypothesis import HealthCheck, settings

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("fast", max_examples=20, deadline=None, suppress_health_check=CHECKS, derandomize=True)
settings.register_profile("explore", max_examples=500, deadline=None, suppress_health_check=CHECKS)
settings.load_profile("explore" if os.environ.get("BORDERSIM_EXPLORE") else "fast")
NO_SKIP = "BORDERSIM_NO_SKIP"


@pytest.fixture(scope="session", autouse=True)
def warm_starts(tmp_path_factory):
    """Warm starts are kept for the session only; parallel workers share them."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORDERSIM_CACHE", str(base / "warm-starts"))
        yield


def _fail_a_skip(report):
    if os.environ.get(NO_SKIP) == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and {NO_SKIP}=1 allows no skip: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _fail_a_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _fail_a_skip((yield))
