"""Every way a test can end, and everything it can tell."""
import json
import os
import time
import unittest

import pytest


@pytest.mark.parametrize("size", ["small", "large::x"])
def test_sized(size):
    print("took {} ms".format(2 if size == "small" else 3))


def test_passes(record_property):
    record_property("latency_ms", 12.5)
    record_property("turns", 3)
    record_property("laps_ms", [1, 2.5, 3])
    record_property("cleanup", "pruned_at_limit")
    record_property("nothing", float("nan"))
    record_property("ticket", "1234")


@pytest.fixture
def slow():
    time.sleep(0.2)
    yield
    time.sleep(0.2)


def test_slow_fixture(slow):
    time.sleep(0.01)


def test_grows():
    global kept
    kept = bytearray(os.urandom(1)) * 20_000_000


def test_takes_the_tools_away(monkeypatch):
    monkeypatch.setattr(time, "perf_counter", lambda: 0)
    monkeypatch.setattr(json, "dumps", lambda *_, **__: "{}")
    monkeypatch.setattr(os, "write", lambda *_: 1 / 0)
    monkeypatch.delenv("PHASEGATE_PYTEST_LINES")


def test_fails():
    print("took 99 ms")
    assert 1 == 2, "one is not two\nand never was"


@pytest.fixture
def broken():
    raise RuntimeError("no microphone")


def test_without_fixture(broken):
    pass


@pytest.fixture
def leaves_a_mess():
    yield
    raise RuntimeError("could not tidy up")


def test_with_a_mess(leaves_a_mess):
    pass


def test_skips():
    pytest.skip("no GPU here")


@pytest.mark.skip(reason="not today")
def test_marked_skip():
    pass


@pytest.mark.xfail(reason="known to be slow")
def test_expected_to_fail():
    assert False


@pytest.mark.xfail(reason="was slow once")
def test_better_than_expected():
    pass


@pytest.mark.xfail(strict=True, reason="must be slow")
def test_strictly_expected_to_fail():
    pass


class TestOfTheOldKind(unittest.TestCase):
    def test_unittest(self):
        time.sleep(0.005)
