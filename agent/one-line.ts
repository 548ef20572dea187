import { stripVTControlCharacters } from 'node:util'

/** Text as the wire takes it: one line, at most 300 characters, nothing a terminal would act on. */
export const oneLine = (s: string) =>
  stripVTControlCharacters(s)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
