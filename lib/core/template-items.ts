import type { TemplateItem, TemplateSection } from './template'

const item = (key: string, title: string, guidance: string, ...metrics: string[]): TemplateItem => ({
  key,
  title,
  guidance,
  metrics,
})

/** The checklist: five sections of five items. */
export const performanceItems: readonly TemplateSection[] = [
  {
    title: 'Memory management',
    items: [
      item(
        'memory-leaks',
        'Memory leaks in long-running processes',
        'Open and close many sessions in one process and look at the slope of its memory, not at its size: it should level off. Look for caches, listeners and tasks that outlive their session.',
        'memory_growth_per_session',
        'session_memory_growth',
      ),
      item(
        'context-window-pruning',
        'Context-window pruning works',
        'Fill a conversation past its limit: the oldest turns must go at the limit, the system prompt must stay, and memory must stop growing.',
        'context_window_cleanup',
        'context_window_memory',
      ),
      item(
        'session-clean-up',
        'Session clean-up',
        'End sessions in every way there is (closed, dropped, timed out, failed) and see that buffers, timers, sockets and history are released each time.',
        'session_memory_growth',
      ),
      item(
        'numpy-arrays',
        'Numpy array handling',
        'Look for copies where a view would do, for arrays kept alive by a small slice of them, and for float64 where the audio is int16 or float32.',
      ),
      item(
        'audio-buffer-limits',
        'Audio buffer limits',
        'Every buffer that takes audio needs a bound. Feed audio faster than it is used and see that memory stays level.',
      ),
    ],
  },
  {
    title: 'CPU efficiency',
    items: [
      item(
        'hot-paths',
        'Hot paths identified by profiling',
        'Profile one whole conversation under load. Name the functions that take most of the time, and say for each whether it has to.',
      ),
      item(
        'tight-loops',
        'Tight loops',
        'Look for loops over samples, tokens or turns that could be one array operation, and for patterns compiled anew on each pass.',
        'response_filter_latency',
        'context_window_operations',
      ),
      item(
        'async-patterns',
        'Async/await patterns',
        'Look for awaits one after another that could run together, tasks nobody awaits, and coroutines that do not yield for long.',
      ),
      item(
        'thread-pool',
        'Thread pool usage',
        'Engines that hold the CPU belong in a pool of bounded size, away from the event loop. Check its size against the cores and its queue under load.',
      ),
      item(
        'blocking-calls',
        'Blocking calls',
        'Run with the event loop in debug mode and list what holds it for more than 50 ms: files, DNS, sleeps, locks, synchronous clients.',
        'websocket_send_latency',
      ),
    ],
  },
  {
    title: 'Response times',
    items: [
      item(
        'wake-word-latency',
        'Wake word detection latency',
        'From the end of the spoken phrase to the wake event, with real audio in real time; count correct detections only.',
        'wake_word_detection',
      ),
      item(
        'stt-latency',
        'STT transcription latency',
        'From the end of speech to the final text, streamed in real time. Count correct transcripts only, and see how much of it is endpointing.',
        'stt_transcription',
      ),
      item(
        'tts-latency',
        'TTS synthesis latency',
        'From the text to the first chunk of audio that can be played.',
        'tts_first_chunk',
      ),
      item(
        'websocket-round-trip',
        'WebSocket message round trip',
        'From the intended time of sending to the answer, on a fixed schedule, so that a stalled server is not hidden by waiting for it.',
        'websocket_round_trip',
      ),
      item(
        'database-latency',
        'Database query latency',
        'From the query to its last row, for the queries that a conversation waits for, with as much data as production has.',
        'database_query_latency',
      ),
    ],
  },
  {
    title: 'Resource limits',
    items: [
      item(
        'audio-buffer-capacity',
        'Audio buffer capacity',
        'Check how many seconds of audio a buffer holds and what happens when it is full: the oldest audio dropped, the sender slowed, or an error; never growth.',
      ),
      item(
        'context-window-size',
        'Context-window maximum size',
        'Check that the limit is set, counted in the units of the model, and kept under every way of adding a turn.',
        'context_window_cleanup',
        'context_window_memory',
      ),
      item(
        'concurrent-sessions',
        'Concurrent session limits',
        'Open sessions up to the limit and one more: that one must be refused with a clear answer, while the others go on undisturbed.',
        'session_creation_latency',
      ),
      item(
        'file-handles',
        'File handle limits',
        'Compare the open files of a busy process with its limit, and see that they fall again when sessions end.',
      ),
      item(
        'connection-pool',
        'Connection pool settings',
        'Check pool size, time limit and overflow against what the database allows, and what a request is told when none is free.',
        'database_query_latency',
      ),
    ],
  },
  {
    title: 'I/O performance',
    items: [
      item(
        'file-patterns',
        'File read/write patterns',
        'Look for whole files read where a stream would do, many small writes, and files opened once per message.',
      ),
      item(
        'database-efficiency',
        'Database query efficiency',
        'Look at the plans of the most frequent queries: an index for each, no query per row, no column that nobody reads.',
        'database_query_latency',
      ),
      item(
        'audio-streaming',
        'Audio streaming',
        'Audio must leave as it is made. Check chunk size, back-pressure and what a slow listener does to the others.',
        'tts_first_chunk',
      ),
      item(
        'logging-overhead',
        'Logging overhead',
        'Compare a conversation at the level of production with logging off. Look for messages built but never written, and for synchronous handlers.',
      ),
      item(
        'sync-async-io',
        'Synchronous versus asynchronous I/O',
        'List each place that waits for a disk or a network on the way from speech to answer, and whether others can run meanwhile.',
        'e2e_latency',
      ),
    ],
  },
]
