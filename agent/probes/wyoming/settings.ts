import * as z from 'zod'
import { recordingList } from '../../measuring/recordings'
import { seconds } from '../../measuring/settings'

const needs = { wake: 'audio', stt: 'audio', tts: 'text', describe: null } as const

export const settings = z
  .strictObject({
    task: z.enum(['wake', 'stt', 'tts', 'describe']),
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(1).max(65_535),
    audio: recordingList.optional(),
    /** What is to be spoken, in turn. */
    text: z.array(z.string().min(1)).min(1).optional(),
    /** The model that transcribes, and the language that is spoken. */
    model: z.string().min(1).optional(),
    language: z.string().min(1).optional(),
    voice: z.string().min(1).optional(),
    speaker: z.string().min(1).optional(),
    /** Wake words to listen for; all that the server has when left out. */
    names: z.array(z.string().min(1)).min(1).optional(),
    /** Milliseconds of audio in a chunk. */
    chunk: z.number().min(5).max(1_000).default(20),
    /** Milliseconds after the end of speech at which the microphone stops; without it when the recording ends. */
    stopAfter: z.number().nonnegative().max(60_000).optional(),
    /** Word error rate in percent up to which a transcript is right. */
    maxWer: z.number().min(0).max(100).default(0),
    /** Seconds to wait for an answer. */
    patience: seconds.default(10),
  })
  .superRefine((given, ctx) => {
    const key = needs[given.task]
    if (key && given[key] === undefined)
      ctx.addIssue({ code: 'custom', path: [key], message: `is needed for ${given.task}` })
    if (
      given.task === 'stt' &&
      Array.isArray(given.audio) &&
      given.audio.some((one) => one.text === undefined)
    )
      ctx.addIssue({ code: 'custom', path: ['audio'], message: 'needs the text of every recording for stt' })
  })

export type Settings = z.infer<typeof settings>
