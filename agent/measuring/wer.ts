import { wordErrors } from './word-errors'

/**
 * Text as words alone, so that spelling does not count: lower case, no punctuation but an apostrophe within a word, hyphens as spaces.
 * Numbers stay as they are written: "ten" and "10" differ.
 */
export const normalise = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[^\p{L}\p{N}\p{M}']+|(?<![\p{L}\p{N}\p{M}])'+|'+(?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Words that were said and the errors in what was heard. The rate of many is errors of all over words of all, in percent. */
export class WordErrorRate {
  #errors = 0
  #words = 0

  /** The rate of this one, in percent. */
  add(said: string, heard: string): number {
    const wanted = normalise(said)
    const words = wanted.split(' ').filter(Boolean).length
    const errors = wordErrors(wanted, normalise(heard))
    this.#errors += errors
    this.#words += words
    return (100 * errors) / Math.max(1, words)
  }

  /** null when no word was said. */
  get percent(): number | null {
    return this.#words > 0 ? (100 * this.#errors) / this.#words : null
  }
}
