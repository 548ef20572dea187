import * as z from 'zod'
import { command, directory, duration } from '../../measuring/settings'

const visit = z.strictObject({
  /** ws:, wss:, http: or https: */
  url: z.url({ protocol: /^(wss?|https?)$/, error: 'must be a ws:, wss:, http: or https: address' }),
  /** Messages of a WebSocket session, each sent when the one before was answered. */
  send: z.array(z.string()).default([]),
})

const whole = (least: number) => z.int('must be a whole number').min(least).max(100_000)

export const settings = z
  .strictObject({
    pid: z.int().positive().optional(),
    /** Whoever listens on this TCP port. */
    port: z.int().min(1).max(65_535).optional(),
    /** A part of its command line. */
    command: z.string().min(3).optional(),
    /** Seconds to look for it before giving up. */
    wait: z.number().min(0).max(3_600).default(0),
    /** With all that descend from it. */
    tree: z.boolean().default(false),
    /** Opens and closes one session: a command, or an address with what to say there. */
    session: z.union([command, visit], 'must be a command or {url, send}').optional(),
    sessions: whole(1).default(120),
    /** Sessions between two readings of memory. */
    every: whole(1).default(10),
    /** Runs while the process is watched; its end ends the watching. */
    load: command.optional(),
    /** Seconds to watch at most; without session and load 10. */
    duration: duration.optional(),
    /** Seconds between two looks. */
    interval: z.number().min(0.05).max(60).default(0.5),
    directory,
    /** Node.js alone, through its inspector: a forced collection before every reading of memory. */
    collectGarbage: z.boolean().default(false),
    /** Node.js alone: how long its event loop keeps callers waiting. */
    eventLoop: z.boolean().default(false),
    /** Node.js alone: where to write a CPU profile. */
    profile: z
      .string()
      .regex(/\.cpuprofile$/, 'must be a file name that ends in .cpuprofile')
      .optional(),
  })
  .superRefine((given, ctx) => {
    const refuse = (path: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [path], message, input: given })
    const { pid, port, command: name, session, load } = given
    if ([pid, port, name].filter((target) => target !== undefined).length !== 1)
      refuse('probe', 'needs exactly one of pid, port and command to know the process')
    if (session !== undefined && load !== undefined)
      refuse('load', 'does not go with session: give one of them')
  })

export type Settings = z.infer<typeof settings>
