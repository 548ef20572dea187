import { expect, test } from 'vitest'
import { rangeFields, rangeText, sideWords } from './side-words'

const range = (from: string, to: string, branch: string | null = null) =>
  ({ kind: 'range', from: new Date(from), to: new Date(to), branch }) as const

test.each([
  [{ kind: 'run', id: '0190b5a4-0000-7000-8000-000000000000' } as const, 'run 0190b5a4'],
  [{ kind: 'commit', commit: 'c0ffee' } as const, 'commit c0ffee'],
  [{ kind: 'branch', branch: 'feature/a' } as const, 'branch feature/a'],
  [range('2026-03-01', '2026-03-03'), 'main, 2026-03-01 to 2026-03-02'],
  [range('2026-03-01', '2026-03-02', 'next'), 'next, 2026-03-01'],
  [
    range('2026-03-01T10:00Z', '2026-03-01T12:00Z'),
    'main, 2026-03-01T10:00:00.000Z to 2026-03-01T12:00:00.000Z',
  ],
])('%j', (side, words) => expect(sideWords(side, 'main')).toBe(words))

test('days of the form go to the address and come back', () => {
  const fields = rangeFields(range('2026-03-01', '2026-03-03', 'next'), 'main')
  expect(fields).toEqual({ from: '2026-03-01', to: '2026-03-02', on: 'next' })
  expect(rangeText(fields, 'main')).toBe('range:2026-03-01..2026-03-02@next')
  expect(rangeText({ ...fields, on: 'main' }, 'main')).toBe('range:2026-03-01..2026-03-02')
  expect(rangeText({ ...fields, to: '' }, 'main')).toBeNull()
  expect(rangeFields(null, 'main')).toEqual({ from: '', to: '', on: 'main' })
})
