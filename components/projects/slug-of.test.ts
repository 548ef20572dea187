import { expect, it } from 'vitest'
import { slug } from '@/lib/core/wire'
import { slugOf } from './slug-of'

it('makes a word for addresses from a name', () => {
  expect(slugOf('Voice assistant')).toBe('voice-assistant')
  expect(slugOf('  Ünïcode & Söhne! ')).toBe('unicode-sohne')
})

it('never makes one that the server refuses', () => {
  for (const name of [`${'a'.repeat(62)} b`, '--x--', 'A.B'])
    expect(slug.safeParse(slugOf(name)).success).toBe(true)
})
