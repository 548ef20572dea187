import * as z from 'zod'
import { recordingList } from '../../measuring/recordings'
import { seconds, variable, webAddress } from '../../measuring/settings'

const needs = { speech: ['text', 'voice'], transcriptions: ['audio'] } as const

export const settings = z
  .strictObject({
    task: z.enum(['speech', 'transcriptions']),
    /** Up to and with the version: https://host/v1 */
    url: webAddress,
    model: z.string().min(1),
    /** Of the key. */
    apiKeyEnv: variable.optional(),
    /** What is to be spoken, in turn. */
    text: z.array(z.string().min(1)).min(1).optional(),
    voice: z.string().min(1).optional(),
    /** Of speech. Others hide where sound begins. */
    format: z.enum(['wav', 'pcm']).default('wav'),
    /** Samples a second of `pcm`, which does not say so itself: 16 bits, one channel. */
    pcmRate: z.int().min(8_000).max(192_000).default(24_000),
    audio: recordingList.optional(),
    language: z.string().min(1).optional(),
    /** Whether the transcript is to come piece by piece. */
    stream: z.boolean().default(false),
    /** Word error rate in percent up to which a transcript is right. */
    maxWer: z.number().min(0).max(100).default(0),
    /** Seconds to wait for a whole answer. */
    patience: seconds.default(30),
  })
  .superRefine((given, ctx) => {
    for (const key of needs[given.task])
      if (given[key] === undefined)
        ctx.addIssue({ code: 'custom', path: [key], message: `is needed for ${given.task}` })
  })

export type Settings = z.infer<typeof settings>
