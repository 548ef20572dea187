import { Command } from '@/components/ui/empty-state'

/** What to type on the machine that measures, ready to copy. */
export const agentCommands = (serverUrl: string, project: string, token = 'pgt_…') => ({
  fetch: `curl -o phasegate.mjs ${serverUrl}/agent.mjs`,
  connect: `export PHASEGATE_URL=${serverUrl} PHASEGATE_TOKEN=${token}`,
  upload: `node phasegate.mjs upload results.json --project ${project} --suite performance --branch main`,
})

export function AgentSteps({
  serverUrl,
  project,
  token,
}: {
  serverUrl: string
  project: string
  token?: string
}) {
  const commands = agentCommands(serverUrl, project, token)
  return (
    <ol className="flex list-inside list-decimal flex-col gap-4 text-base marker:text-ink-3">
      <li>
        Get the agent: one file that runs on Node.js alone.
        <div className="mt-1.5">
          <Command text={commands.fetch} />
        </div>
      </li>
      <li>
        Tell it where to send, and with which token.
        <div className="mt-1.5">
          <Command text={commands.connect} />
        </div>
      </li>
      <li>
        Upload what your benchmark wrote;{' '}
        <code className="font-mono text-sm">node phasegate.mjs formats</code> lists what it reads.
        <div className="mt-1.5">
          <Command text={commands.upload} />
        </div>
      </li>
    </ol>
  )
}
