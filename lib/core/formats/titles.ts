/**
 * Every format that is read and what it is, in the order in which they are tried. Apart from the readers, for whoever only lists them
 * need not load them.
 */
export const FORMAT_TITLES: readonly { name: string; title: string }[] = [
  { name: 'phasegate', title: 'Phasegate run upload (JSON)' },
  { name: 'pytest-benchmark', title: 'pytest-benchmark (--benchmark-json)' },
  { name: 'junit', title: 'JUnit XML (test times)' },
  { name: 'hyperfine', title: 'hyperfine (--export-json)' },
  { name: 'k6', title: 'k6 (--summary-export, handleSummary)' },
  { name: 'autocannon', title: 'autocannon (--json)' },
  { name: 'lighthouse', title: 'Lighthouse (--output=json)' },
  { name: 'google-benchmark', title: 'Google Benchmark (--benchmark_out_format=json)' },
  { name: 'jmh', title: 'JMH (-rf json)' },
  { name: 'vitest', title: 'vitest bench (--outputJson)' },
  { name: 'bmf', title: 'Bencher Metric Format (JSON)' },
  {
    name: 'github-action-benchmark',
    title: 'github-action-benchmark (custom JSON; data.js: its newest commit)',
  },
  { name: 'go', title: 'Go benchmarks (go test -bench, with or without -json)' },
  { name: 'criterion', title: 'Criterion.rs (cargo bench, cargo criterion --message-format=json)' },
  { name: 'libtest', title: 'Rust libtest benchmarks (cargo +nightly bench)' },
  { name: 'benchmarkjs', title: 'Benchmark.js (what its cycles print)' },
  { name: 'catch2', title: 'Catch2 benchmarks (console reporter, v2 and v3)' },
  { name: 'benchmarkdotnet', title: 'BenchmarkDotNet (JSON exporters)' },
  { name: 'asv', title: 'airspeed velocity (a result file of asv run)' },
  { name: 'otava-csv', title: 'CSV as Apache Otava reads it (the newest row)' },
]
