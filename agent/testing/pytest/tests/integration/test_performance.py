"""Regression tests of a voice assistant's speed and memory, as a team writes them that knows nothing of Phasegate.

The assistant is simulated: what it takes is sleep and arithmetic.
"""
import asyncio
import re
import time
import tracemalloc


async def transcribe():
    await asyncio.sleep(0.010)
    return "turn on the kitchen light"


async def answer(text):
    await asyncio.sleep(0.006)
    return "Okay, I will **{}**.".format(text)


async def speak(text):
    await asyncio.sleep(0.004)
    return b"\0" * 3200


def filter_response(text):
    return re.sub(r"[*_`#]", "", text).strip()


class Session:
    def __init__(self):
        self.turns = []
        self.audio = bytearray(64 * 1024)

    def add(self, role, content):
        self.turns.append({"role": role, "content": content})
        del self.turns[:-20]


class TestLatencyBenchmarks:
    def test_e2e_latency_simulated(self):
        async def turn():
            return await speak(filter_response(await answer(await transcribe())))

        started = time.perf_counter()
        audio = asyncio.run(turn())
        elapsed = (time.perf_counter() - started) * 1000
        print("end to end: {:.2f} ms".format(elapsed))
        assert audio
        assert elapsed < 2000

    def test_response_filter_latency(self):
        started = time.perf_counter()
        for _ in range(1000):
            filter_response("Okay, I will **turn on** the `kitchen` light. " * 4)
        per_call = (time.perf_counter() - started) * 1000 / 1000
        print("response filter: {:.4f} ms per call".format(per_call))
        assert per_call < 10

    def test_websocket_send_latency(self):
        async def send():
            queue = asyncio.Queue()
            for chunk in range(100):
                started = time.perf_counter()
                await queue.put(b"\0" * 640)
                await queue.get()
                print("send {}: {:.5f} ms".format(chunk, (time.perf_counter() - started) * 1000))

        asyncio.run(send())

    def test_session_creation_latency(self):
        started = time.perf_counter()
        session = Session()
        assert (time.perf_counter() - started) < 0.1
        assert session.turns == []

    def test_context_window_operations(self):
        session = Session()
        for i in range(1000):
            session.add("user", "message {}".format(i))
        assert len(session.turns) == 20


class TestMemoryBenchmarks:
    def test_session_memory_growth(self):
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        sessions = [Session() for _ in range(10)]
        growth = (tracemalloc.get_traced_memory()[0] - before) / len(sessions) / 1e6
        tracemalloc.stop()
        print("session memory growth: {:.3f} MB".format(growth))
        assert growth < 5

    def test_context_window_memory(self):
        session = Session()
        for i in range(10000):
            session.add("user", "x" * 100)
        assert len(session.turns) == 20
