import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { problem } from './problem'

/** A file that was built with the agent, or a 404 that says it was not. */
export async function builtFile(name: string, contentType: string): Promise<Response> {
  try {
    const text = await readFile(path.join(process.cwd(), 'agent', 'dist', name))
    return new Response(new Uint8Array(text), {
      headers: { 'content-type': contentType, 'cache-control': 'no-cache' },
    })
  } catch {
    return problem({ status: 404, title: 'Not found', detail: 'The agent was not built on this server.' })
  }
}
