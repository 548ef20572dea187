import { deflateSync, gzipSync } from 'node:zlib'
import type { Random } from './random'

type Damage = (good: Buffer, random: Random) => Buffer

/** Puts bytes after a letter, where a text would hold a character. */
const inside =
  (...bytes: number[]): Damage =>
  (good, random) => {
    const letters = [...good.keys()].filter((i) => good[i]! >= 97 && good[i]! <= 122)
    const at = random.oneOf(letters) + 1
    return Buffer.concat([good.subarray(0, at), Buffer.from(bytes), good.subarray(at)])
  }

/** What makes the bytes of any JSON text something else than UTF-8 without a mark. */
export const BYTE_DAMAGES: [string, Damage][] = [
  ['with a byte that is never UTF-8', inside(0xff)],
  ['with an overlong slash', inside(0xc0, 0xaf)],
  ['with an encoded surrogate', inside(0xed, 0xa0, 0x80)],
  ['with a character cut in half', inside(0xe2, 0x82)],
  ['with a byte that continues nothing', inside(0x80)],
  ['with a character beyond Unicode', inside(0xf5, 0x80, 0x80, 0x80)],
  ['with a NUL byte', inside(0)],
  [
    'in Latin-1',
    (good) => Buffer.concat([good.subarray(0, -1), Buffer.from([0x2c, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d])]),
  ],
  ['in UTF-16, little end first', (good) => Buffer.from(`\uFEFF${good}`, 'utf16le')],
  ['in UTF-16, big end first', (good) => Buffer.from(`\uFEFF${good}`, 'utf16le').swap16()],
  ['in gzip that nobody announced', (good) => gzipSync(good)],
  ['in deflate that nobody announced', (good) => deflateSync(good)],
  ['of noise alone', (good, random) => Buffer.from(good.map(() => 128 + random.below(128)))],
]
