import type { Found } from './detect'
import { examplesFor } from './examples'

/** A plain YAML scalar where that is safe, else a quoted one. */
const scalar = (s: string) =>
  /^[A-Za-z][\w ./:-]*$/.test(s) && !/:( |$)|^(true|false|null|yes|no|on|off|y|n)$/i.test(s)
    ? s
    : JSON.stringify(s)

/** A name of a project as the server takes it. */
export const slugOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '') || 'my-project'

const active = ({ name, command, why }: Found['commands'][number]) => [
  `  - name: ${scalar(name)}    # ${why}`,
  '    probe: exec',
  `    command: ${scalar(command)}`,
  '    timeout: 300    # seconds',
  '    # metrics:    # what it owes, with targets for `phasegate check`',
  '    #   request_latency: {unit: ms, direction: lower, target: 200, acceptance: 300}',
]

const commented = (found: Found) =>
  examplesFor(found).flatMap(({ probe, about, lines }) => [
    `  # ${about}`,
    `  # - name: ${probe} example`,
    `  #   probe: ${probe}`,
    ...lines.map((line) => `  #   ${line}`),
    '',
  ])

/**
 * phasegate.yml for what was found: benchmarks that can run now, and one example of every other probe as a comment. To enable one,
 * take away `# ` at the beginning of its lines.
 */
export function configurationFor(found: Found, project: string): string {
  const lines = [
    '# What `phasegate run` measures and sends, and `phasegate check` judges here.',
    '',
    `project: ${scalar(project)}    # its name on the server`,
    'suite: performance',
    '# environment: ci-linux    # where it is measured; default: the name of the CI system, else local',
    '# runtime: python 3.11    # what the benchmarks run on; default: Node.js of the agent',
    '',
    '# A command (probe: exec) reports metrics as lines of JSON among its output:',
    '#   {"metric": "request_latency", "unit": "ms", "samples": [181.2, 179.9, 190.4]}',
    ...(found.commands.length
      ? ['benchmarks:', ...found.commands.flatMap((command) => [...active(command), ''])]
      : [
          '# No benchmark was found here; take one of these, or name a command.',
          'benchmarks:',
          ...emptyExample,
        ]),
    '  # Other probes. To enable one, take away "# " at the beginning of its lines.',
    '',
    ...commented(found),
    '# Targets of metrics that come from files of other tools (`phasegate upload`, `phasegate check FILE`):',
    '# metrics:',
    '#   throughput: {unit: ops/s, direction: higher, target: 50, acceptance: 40}',
  ]
  return `${lines.join('\n')}\n`
}

const emptyExample = [
  '  []    # take this away when you enable one',
  '  # - name: my benchmark',
  '  #   probe: exec',
  '  #   command: node measure.mjs',
  '',
]
