import type { Found, Service } from './detect'

/** A benchmark as it would stand in phasegate.yml, to be written as a comment. */
export type Example = { probe: string; about: string; lines: string[] }

const portOf = (found: Found, kind: Service['kind'], otherwise: number) =>
  found.services.find((service) => service.kind === kind)?.port ?? otherwise
const whyOf = (found: Found, kind: Service['kind']) => {
  const why = found.services.find((service) => service.kind === kind)?.why
  return why ? ` (${why})` : ''
}

/** One example of every other probe, with what was found filled in. */
export function examplesFor(found: Found): Example[] {
  return [
    {
      probe: 'pytest',
      about: 'an unchanged pytest file: each test is a metric',
      lines: [
        `path: ${found.pytest[0] ?? 'tests/integration/test_performance.py'}`,
        'python: python3',
        'launches: 3',
      ],
    },
    {
      probe: 'http',
      about: `requests on a fixed schedule, timed from when they were due${whyOf(found, 'http')}`,
      lines: [`url: http://127.0.0.1:${portOf(found, 'http', 8080)}/`, 'rate: 50'],
    },
    {
      probe: 'websocket',
      about: 'round trips on a fixed schedule; each answer has the id of its message',
      lines: [
        `url: ws://127.0.0.1:${portOf(found, 'websocket', portOf(found, 'http', 8080))}/`,
        'send: {type: ping, id: "{{id}}"}',
        'match: $.id',
      ],
    },
    {
      probe: 'wyoming',
      about: `a Wyoming server: task is wake, stt, tts or describe${whyOf(found, 'wyoming')}`,
      lines: ['task: describe', `port: ${portOf(found, 'wyoming', 10300)}`],
    },
    {
      probe: 'openai-audio',
      about: 'a server that speaks as the OpenAI audio API does: task is speech or transcriptions',
      lines: [
        'task: speech',
        'url: http://127.0.0.1:8880/v1',
        'model: tts-1',
        'voice: alloy',
        'text: [Good morning.]',
      ],
    },
    {
      probe: 'process',
      about: 'memory, processor time and files of a running process',
      lines: [`port: ${portOf(found, 'http', 8080)}`, 'duration: 30'],
    },
    {
      probe: 'postgres',
      about: `query latency, and connections in use against the limit${whyOf(found, 'postgres')}`,
      lines: ['urlEnv: DATABASE_URL', 'query: select 1'],
    },
    {
      probe: 'otlp',
      about: 'receives OpenTelemetry traces and turns the durations of spans into metrics',
      lines: ['command: node run-traced.mjs', 'spans:', '  request_latency: {name: GET /}'],
    },
  ]
}
