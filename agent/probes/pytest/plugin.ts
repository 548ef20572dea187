/** Under this name pytest is told to load it; the variables say where its lines go, and whether output and memory are wanted. */
export const PLUGIN = 'phasegate_pytest'
export const LINES_VARIABLE = 'PHASEGATE_PYTEST_LINES'
export const OUTPUT_VARIABLE = 'PHASEGATE_PYTEST_OUTPUT'
export const MEMORY_VARIABLE = 'PHASEGATE_PYTEST_MEMORY'

/**
 * The plugin: Python 3.8 and later, pytest 6 to 9, no other package. It writes one JSON object a line and a line at a time, so that the
 * workers of pytest-xdist may share the file and a crash loses no more than the test it happened in.
 */
export const PLUGIN_SOURCE = String.raw`"""Tells Phasegate what pytest saw of each test. It changes nothing."""
import gc
import json
import math
import os
import sys
import time

import pytest

OUTPUT_LIMIT = 1 << 20


# Bound before any test runs: a test may replace what these modules hold, and keep it replaced while its report is made.
class Tools:
    clock = staticmethod(time.perf_counter)
    collect = staticmethod(gc.collect)
    dumps = staticmethod(json.dumps)
    write = staticmethod(os.write)
    pread = staticmethod(getattr(os, "pread", None))


def number(value):
    """A finite float, or None."""
    if isinstance(value, (bool, str, bytes)) or value is None:
        return None
    try:
        as_float = float(value)
    except Exception:
        return None
    return as_float if math.isfinite(as_float) else None


def plain(value):
    """What a recorded property is on the wire: a number, a list of numbers, a text, or None."""
    if isinstance(value, str):
        return value[:300]
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        numbers = [number(one) for one in value]
        return numbers if numbers and None not in numbers else None
    found = number(value)
    return str(value)[:300] if found is None and isinstance(value, float) else found


def reason_of(report):
    """The first line of why a test did not pass, or a file could not be collected."""
    longrepr = getattr(report, "longrepr", None)
    if getattr(report, "wasxfail", None) is not None:
        told = str(report.wasxfail)
        return told[8:] if told.startswith("reason: ") else told
    if isinstance(longrepr, tuple) and len(longrepr) == 3:
        told = str(longrepr[2])
        return told[9:] if told.startswith("Skipped: ") else told
    crash = getattr(longrepr, "reprcrash", None)
    if crash is not None and crash.message:
        return str(crash.message).strip().split("\n")[0]
    lines = [line.strip() for line in str(longrepr or "").split("\n") if line.strip()]
    said = [line[1:].strip() for line in lines if line.startswith("E ")]
    return (said or lines or [""])[-1]


class Plugin:
    def __init__(self, config, path):
        self.worker = getattr(config, "workerinput", {}).get("workerid")
        self.lines = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.wants_output = os.environ.get("${OUTPUT_VARIABLE}") == "1"
        self.wants_memory = os.environ.get("${MEMORY_VARIABLE}") == "1"
        self.page = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
        try:
            self.statm = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self.statm = None
        self.phases = []
        self.call = {}
        self.seconds = None
        if self.worker is None:
            version = ".".join(str(part) for part in sys.version_info[:3])
            self.tell(kind="session", pytest=pytest.__version__, python=version, executable=sys.executable)

    def tell(self, **line):
        data = (Tools.dumps(line, allow_nan=False) + "\n").encode("ascii")
        while data:
            data = data[Tools.write(self.lines, data):]

    def rss(self):
        """Bytes of this process in memory, or None where the system does not tell."""
        if self.statm is None or Tools.pread is None:
            return None
        return int(Tools.pread(self.statm, 128, 0).split()[1]) * self.page

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        self.phases = []
        self.call = {}
        self.tell(kind="start", id=item.nodeid)
        yield
        callspec = getattr(item, "callspec", None)
        self.tell(
            kind="test",
            id=item.nodeid,
            param=None if callspec is None else callspec.id,
            phases=self.phases,
            properties=[[str(name), plain(value)] for name, value in item.user_properties],
            output=self.output_of(item),
            worker=self.worker,
            **self.call
        )

    def output_of(self, item):
        if not self.wants_output:
            return ""
        # sections are (phase, name, text): what the test printed, on either stream, and what it logged
        return "\n".join(section[-1] for section in item._report_sections)[-OUTPUT_LIMIT:]

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_call(self):
        self.seconds = None
        before = self.rss()
        began = Tools.clock()
        yield
        seconds = Tools.clock() - began if self.seconds is None else self.seconds
        if self.wants_memory:
            # garbage is no growth, and is not left for the next test to free
            Tools.collect()
        self.call = {"seconds": seconds, "rssBefore": before, "rssAfter": self.rss()}

    # Nearer to the function, and so without pytest's own 10 microseconds; a unittest.TestCase is not called through here.
    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_pyfunc_call(self):
        began = Tools.clock()
        yield
        self.seconds = Tools.clock() - began

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        outcome = yield
        report = outcome.get_result()
        xfail = getattr(report, "wasxfail", None) is not None
        reason = "" if report.outcome == "passed" else reason_of(report)
        self.phases.append({"when": report.when, "outcome": report.outcome, "xfail": xfail, "reason": reason[:300]})

    def pytest_collectreport(self, report):
        if report.failed:
            self.tell(kind="uncollected", id=report.nodeid, reason=reason_of(report)[:300])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        if self.worker is None:
            self.tell(kind="finish", status=int(exitstatus))


def pytest_configure(config):
    path = os.environ.get("${LINES_VARIABLE}")
    if path:
        config.pluginmanager.register(Plugin(config, path), "phasegate")
`
