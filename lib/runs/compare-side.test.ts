import { expect, test } from 'vitest'
import { parseSide } from './compare-side'

const ID = '0190b5a4-0000-7000-8000-00000000000A'
const at = (text: string) => new Date(text)

test.each([
  [`run:${ID}`, { kind: 'run', id: ID.toLowerCase() }],
  ['commit:c0ffee', { kind: 'commit', commit: 'c0ffee' }],
  ['branch:feature/a:b', { kind: 'branch', branch: 'feature/a:b' }],
  [
    'range:2026-03-01..2026-03-02',
    { kind: 'range', from: at('2026-03-01T00:00Z'), to: at('2026-03-03T00:00Z'), branch: null },
  ],
  [
    'range:2026-03-01T10:00:00.5Z..2026-03-01T12:00:00Z@release/1..2',
    {
      kind: 'range',
      from: at('2026-03-01T10:00:00.5Z'),
      to: at('2026-03-01T12:00Z'),
      branch: 'release/1..2',
    },
  ],
])('%s', (text, side) => expect(parseSide(text)).toEqual(side))

test.each([
  '',
  'run',
  'run:',
  'run:1',
  'commit:',
  'branch:\0',
  `branch:${'x'.repeat(401)}`,
  'tag:v1',
  'range:2026-03-02..2026-03-01',
  'range:2026-03-02',
  'range:2026-13-01..2026-14-01',
  'range:yesterday..today',
  'range:2026-03-01..',
])('%j is no side', (text) => expect(parseSide(text)).toBeNull())
