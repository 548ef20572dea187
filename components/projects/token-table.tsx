import { Badge } from '@/components/ui/badge'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { ActionResult } from '@/lib/http/action'
import type { TokenRow } from '@/lib/projects/queries'
import { RevokeToken } from './revoke-token'

type Props = { tokens: TokenRow[]; now: Date; revoke: (form: FormData) => Promise<ActionResult<null>> }

export function TokenTable({ tokens, now, revoke }: Props) {
  return (
    <Table label="Tokens of this project">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Begins with</Th>
          <Th>May</Th>
          <Th>State</Th>
          <Th numeric>Last used</Th>
          <Th numeric>Made</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((t) => {
          const expired = t.expiresAt !== null && t.expiresAt <= now
          const live = t.revokedAt === null && !expired
          return (
            <Tr key={t.id}>
              <Td className="font-medium">{t.name}</Td>
              <Td>
                <code className="font-mono text-sm">{t.hint}…</code>
              </Td>
              <Td className="whitespace-nowrap text-ink-2">{t.scopes.join(', ')}</Td>
              <Td className="whitespace-nowrap">
                {live ? (
                  <Badge meaning="met">live</Badge>
                ) : (
                  <Badge meaning="none">{t.revokedAt ? 'revoked' : 'expired'}</Badge>
                )}{' '}
                {live && t.expiresAt && (
                  <span className="text-xs text-ink-3">
                    expires <RelativeTime at={t.expiresAt} now={now} />
                  </span>
                )}
              </Td>
              <Td numeric className="text-ink-2">
                {t.lastUsedAt ? <RelativeTime at={t.lastUsedAt} now={now} /> : 'never'}
              </Td>
              <Td numeric className="text-ink-2">
                <RelativeTime at={t.createdAt} now={now} />
              </Td>
              <Td numeric>{live && <RevokeToken id={t.id} name={t.name} action={revoke} />}</Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}
