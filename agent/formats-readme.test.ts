import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FORMATS } from '@/lib/core/formats/formats'

test('the README says of every format what becomes of it, and of no other', () => {
  const readme = readFileSync(`${import.meta.dirname}/README.md`, 'utf8')
  const [, section] = /\n## Formats\n(.*?)\n## /s.exec(readme)!
  const rows = [...section!.matchAll(/^\| `([a-z0-9-]+)` \| .+ \| .+ \|$/gm)].map(([, name]) => name)
  expect(rows.sort()).toEqual(FORMATS.map((f) => f.name).sort())
})
