import type { Env } from '../env'

/** How far a long command has come. Whoever measures says what it does; how that looks is decided here. */
export type Progress = {
  /** Names of all that will be done, in order. */
  start(names: string[]): void
  /** `done` of `of` parts of one of them; again and again while it goes on. */
  step(name: string, done: number, of: number): void
  finish(): void
  /** Takes the line away so that another can be written; the next step brings it back. */
  hide(): void
}

type Stream = { isTTY?: boolean; columns?: number; write(text: string): unknown }

const CLEAR = '\r\u001b[2K'
const BAR = 20

/** "40 s", "2 min", "1 h 5 min": rounded up, for it is an estimate. */
export function durationText(seconds: number): string {
  if (seconds < 55) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** One line that is written over and over. */
function line(stream: Stream, now: () => number): Progress {
  let names: string[] = []
  let startedAt = 0
  let shown = false
  const show = (text: string) => {
    stream.write(CLEAR + text.slice(0, (stream.columns ?? 80) - 1))
    shown = true
  }
  const hide = () => {
    if (shown) stream.write(CLEAR)
    shown = false
  }
  return {
    start(given) {
      names = given
      startedAt = now()
    },
    step(name, done, of) {
      const at = Math.max(0, names.indexOf(name))
      const share = Math.min(1, (at + done / Math.max(1, of)) / Math.max(1, names.length))
      const full = Math.round(share * BAR)
      const left = share > 0.02 ? ((now() - startedAt) / 1000) * (1 / share - 1) : null
      const parts = [
        `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${at + 1}/${names.length}`,
        of > 1 ? `${name} ${Math.min(done + 1, of)}/${of}` : name,
        ...(left === null || share >= 1 ? [] : [`about ${durationText(left)} left`]),
      ]
      show(parts.join(' · '))
    },
    finish: hide,
    hide,
  }
}

/** A line when something begins, for logs. */
function lines(say: (line: string) => void): Progress {
  let last = ''
  return {
    start: () => {},
    step(name, done, of) {
      const text = of > 1 ? `running ${name}, launch ${done + 1} of at most ${of}` : `running ${name}`
      if (text !== last && done < of) say(text)
      last = text
    },
    finish: () => {},
    hide: () => {},
  }
}

const silent: Progress = { start: () => {}, step: () => {}, finish: () => {}, hide: () => {} }

/** For a terminal that a person watches one line with bar, name and time left; else a plain line for each name. */
export function openProgress(
  stream: Stream,
  quiet: boolean,
  env: Env = process.env,
  now: () => number = () => performance.now(),
): Progress {
  if (quiet) return silent
  const watched = stream.isTTY === true && env.TERM !== 'dumb' && !env.CI
  return watched ? line(stream, now) : lines((text) => stream.write(`${text}\n`))
}
