import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX = 'pgt_'
const RANDOM = 32
const CHECK = 6
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM + CHECK}}$`)

/** Six characters of base 62 hold any CRC-32. */
function checksum(text: string) {
  let rest = crc32(text)
  let out = ''
  for (let i = 0; i < CHECK; i++) {
    out = ALPHABET[rest % 62] + out
    rest = Math.floor(rest / 62)
  }
  return out
}

/** A new token. The prefix lets secret scanners find it; the checksum lets us refuse a typing error without a look-up. */
export function newTokenText() {
  let body = ''
  for (let i = 0; i < RANDOM; i++) body += ALPHABET[randomInt(62)]
  return PREFIX + body + checksum(PREFIX + body)
}

export const isTokenText = (text: string) =>
  SHAPE.test(text) && checksum(text.slice(0, -CHECK)) === text.slice(-CHECK)

/** What is kept: 190 random bits need no slow hash. */
export const hashToken = (text: string) => createHash('sha256').update(text).digest('hex')

/** Enough to recognise a token by, too little to use it. */
export const tokenHint = (text: string) => `${text.slice(0, 8)}…${text.slice(-4)}`
