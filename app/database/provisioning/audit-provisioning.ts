import type { AuditKind, Json, NewAuditEvent } from '../../enforcement/audit/event.ts'
import type { ScimCaller } from '../../enforcement/provisioning/scim-store.ts'
import { appendAudit } from '../audit-log.ts'
import type { AppliedRoles } from '../identity/apply-roles.ts'
import type { Unit } from '../store.ts'

/** What an identity provider did. */
export interface Provisioned {
  readonly kind: AuditKind
  /** An opaque id; or the id of a group. */
  readonly person?: string
  readonly group?: string
  readonly data: { readonly [name: string]: Json }
}

/**
 * Records what a provider did, in the record of the connection's organization, and what followed for people, each in the record of the
 * organization that it is about. The last thing of a transaction.
 * @param because what the roles changed for: `group.renamed`
 * @param actor an opaque id of who ordered it; null: the provider
 */
export async function recordProvisioned(
  unit: Unit,
  { connection, organization }: ScimCaller,
  provisioned: readonly Provisioned[],
  roles: AppliedRoles | undefined,
  at: Date,
  actor: string | null = null,
): Promise<void> {
  const because = provisioned[0]?.kind ?? 'roles were made anew'
  const group = provisioned.find((one) => one.group !== undefined)?.group
  const events = new Map<string, NewAuditEvent[]>([
    [
      organization,
      provisioned.map(({ kind, person, group: about, data }) => ({
        kind,
        actor,
        subject: about === undefined ? subjectOf(person, connection) : `identity-group:${about}`,
        data: { connection, ...data },
      })),
    ],
  ])
  const add = (to: string, event: NewAuditEvent): void => {
    const before = events.get(to)
    if (before) before.push(event)
    else events.set(to, [event])
  }
  for (const event of roles ? eventsOf(roles, { connection, because, group, actor }) : [])
    add(event.organization ?? organization, event.event)
  // In one order, so that two who write to several chains do not wait for each other.
  for (const [id, all] of [...events].toSorted(([one], [other]) => Number(one) - Number(other)))
    await appendAudit(unit, id, at, all)
}

const subjectOf = (person: string | undefined, connection: string): string =>
  person === undefined ? `identity-connection:${connection}` : `person:${person}`

interface Telling {
  readonly connection: string
  readonly because: string
  readonly group: string | undefined
  readonly actor: string | null
}

/** @property organization undefined: the connection's own */
interface Placed {
  readonly organization?: string
  readonly event: NewAuditEvent
}

function eventsOf(roles: AppliedRoles, { connection, because, group, actor }: Telling): readonly Placed[] {
  const why = { connection, because, ...(group !== undefined && { group }) }
  const changed = roles.changes.map(({ person, organization, from, to }): Placed => ({
    organization,
    event: {
      kind: 'role.mapped',
      actor,
      subject: `person:${person}`,
      data: { ...why, from: nameOf(from), to: nameOf(to) },
    },
  }))
  const ended = roles.ended.flatMap(({ person, sessions, tokens }): readonly Placed[] => [
    ...(sessions > 0
      ? [
          {
            event: {
              kind: 'session.ended' as const,
              actor,
              subject: `person:${person}`,
              data: { sessions, why: 'their identity provider deactivated them' },
            },
          },
        ]
      : []),
    ...tokens.map(({ id, organization }) => ({
      organization,
      event: {
        kind: 'token.ended' as const,
        actor,
        subject: `token:${id}`,
        data: { why: 'the identity provider deactivated who had made it' },
      },
    })),
  ])
  const held: readonly Placed[] = roles.opened
    ? [about(connection, actor, 'provisioning.held', { ...roles.opened, because })]
    : []
  const closed: readonly Placed[] = roles.isClosed
    ? [about(connection, actor, 'provisioning.released', { why: 'nothing is held back any more' })]
    : []
  return [...changed, ...ended, ...held, ...closed]
}

const about = (
  connection: string,
  actor: string | null,
  kind: AuditKind,
  data: NewAuditEvent['data'],
): Placed => ({ event: { kind, actor, subject: `identity-connection:${connection}`, data } })

const nameOf = ({ role, isBarred }: { readonly role: string | null; readonly isBarred: boolean }): string =>
  isBarred ? 'barred' : (role ?? 'nothing')
