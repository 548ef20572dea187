import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { Member } from '@/lib/projects/queries'

const MAY: Record<Member['role'], string> = {
  viewer: 'sees everything',
  member: 'decides items, logs time',
  lead: 'also signs items and steps',
  admin: 'also manages targets, tokens and people',
}

export function MemberTable({ members, me, now }: { members: Member[]; me: string; now: Date }) {
  return (
    <Table label="Members of the organisation">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>What it allows</Th>
          <Th numeric>Since</Th>
        </tr>
      </thead>
      <tbody>
        {members.map((m) => (
          <Tr key={m.id}>
            <Td className="font-medium">
              {m.name} {m.id === me && <span className="font-normal text-ink-3">you</span>}
            </Td>
            <Td className="text-ink-2">{m.email}</Td>
            <Td>{m.role}</Td>
            <Td className="text-ink-2">{MAY[m.role]}</Td>
            <Td numeric className="text-ink-2">
              <RelativeTime at={m.since} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
