import { version } from '../package.json'

export const VERSION = version

const COMMON = `Options
  --project NAME           project on the server
  --branch NAME            else from the CI system, else from git
  --commit ID              else from the CI system, else from git
  --environment NAME       where it was measured
  --suite NAME             which suite of benchmarks (default: performance)
  --started-at ISO         when the measurement started
  --dry-run                send nothing
  --out FILE               write the result to FILE instead of standard output
  --format-out FORMAT      human, json or markdown (default: human)
  --fail-on LIST           missed, regression or never (default: missed,regression)
  --retry-for SECONDS      how long to retry when the server is away (default: 15)
  --quiet                  only the result and errors
  --help, --version

Exit codes
  0 done, gate passed   1 gate failed   2 wrong usage, configuration or input file
  3 not uploaded, kept in the spool     4 a benchmark failed to run`

const USAGE: Record<string, string> = {
  run: `phasegate run [--config phasegate.yml]

Runs the benchmarks of the configuration, sends the run and prints the verdicts.
With --dry-run nothing is sent: targets come from the configuration, and
--format-out json prints the run upload.`,
  upload: `phasegate upload FILE… [--format auto|NAME]

Sends another tool's result files, one run for each. "-" reads standard input.
"phasegate formats" lists what can be read.`,
  check: `phasegate check FILE… [--config phasegate.yml]
phasegate check --config phasegate.yml

Judges result files against the targets of the configuration, offline. Without
a FILE it runs the benchmarks first.`,
  init: `phasegate init [--config phasegate.yml] [--project NAME]

Writes a commented phasegate.yml for what is in this directory: scripts and tests
that look like benchmarks, services of a compose file, servers that listen here.
It never writes over a file. With --dry-run it prints what it would write.`,
  doctor: `phasegate doctor

Checks server, token, clock, spool, git and the noise of this machine.`,
  spool: `phasegate spool list|flush

Lists the runs that could not be sent, or sends them.`,
  formats: `phasegate formats

Lists the formats that upload reads.`,
  compare: `phasegate compare BASE HEAD
phasegate compare --interleave A B [--launches 10]

Compares two result files, or two runs of the server by their ids: the ratio of
each metric with its 95% interval, and whether it is worse, better, not seen to
differ, or cannot be told.
With --interleave it measures: A and B are two shell commands or two suite files
(*.yml), launched in turns, after one launch of each to warm up. A metric is
called different when the interval excludes no change and the effect is at
least 2% (or the metric's minEffect): less than that a layout of memory does.
--launches N: so many of each, 6 to 200.`,
  changepoints: `phasegate changepoints < series.jsonl

Reads one JSON array of numbers per line, oldest first, and prints for each a
JSON array: the 0-based indices at which the series takes a new level. The same
code judges series on the server.`,
}

export const COMMANDS = Object.keys(USAGE)

const ENVIRONMENT = `Environment
  PHASEGATE_URL            server (default: http://localhost:3000)
  PHASEGATE_TOKEN          project token
  PHASEGATE_SPOOL          where unsent runs are kept (default: ~/.local/state/phasegate/spool)`

export function helpText(command?: string): string {
  const usage = command === undefined ? undefined : USAGE[command]
  if (usage) return `${usage}\n\n${COMMON}\n\n${ENVIRONMENT}`
  return `phasegate COMMAND: benchmarks turned into a review

  init           write a phasegate.yml for this directory
  run            run the benchmarks of phasegate.yml and send the result
  upload FILE…   send other tools' results
  check FILE…    judge against targets, offline
  compare A B    compare two results, or two commands by turns
  doctor         check server, token, clock and this machine
  spool          list or send the runs that could not be sent
  formats        list what upload reads
  changepoints   find where series of numbers take a new level

${COMMON}

${ENVIRONMENT}`
}
