import { asv } from './asv'
import { autocannon } from './autocannon'
import { benchmarkdotnet } from './benchmarkdotnet'
import { benchmarkjs } from './benchmarkjs'
import { bmf } from './bmf'
import { catch2 } from './catch2'
import { criterion } from './criterion'
import type { Format, Parsed } from './format'
import { FormatError } from './format-error'
import { githubActionBenchmark } from './github-action-benchmark'
import { go } from './go'
import { googleBenchmark } from './google-benchmark'
import { hyperfine } from './hyperfine'
import { jmh } from './jmh'
import { tryJson } from './json'
import { junit } from './junit'
import { k6 } from './k6'
import { libtest } from './libtest'
import { lighthouse } from './lighthouse'
import { otavaCsv } from './otava-csv'
import { phasegate } from './phasegate'
import { pytestBenchmark } from './pytest-benchmark'
import { vitest } from './vitest'

/** Every format that is read, in the order in which they are tried. */
export const FORMATS: readonly Format[] = [
  phasegate,
  pytestBenchmark,
  junit,
  hyperfine,
  k6,
  autocannon,
  lighthouse,
  googleBenchmark,
  jmh,
  vitest,
  bmf,
  githubActionBenchmark,
  go,
  criterion,
  libtest,
  benchmarkjs,
  catch2,
  benchmarkdotnet,
  asv,
  otavaCsv,
]

export const formatOf = (name: string): Format | undefined => FORMATS.find((f) => f.name === name)

/** The name of the format a text is surely in; null when none knows it. */
export function detectFormat(text: string): string | null {
  const json = tryJson(text)
  return FORMATS.find((f) => f.detect(text, json))?.name ?? null
}

/** Reads a text of the named format. Throws FormatError. */
export function parseFormat(name: string, text: string): Parsed {
  const format = formatOf(name)
  if (!format) throw new FormatError(`there is no format "${name}"`, 'format')
  return format.parse(text)
}
