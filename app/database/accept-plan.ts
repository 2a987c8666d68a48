import type { Ownership } from '../enforcement/attestations/owner-check.ts'
import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import type { VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import { awaiting, digestOf, isAwaited } from '../enforcement/effects/shown-plan.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import type { GatehouseOwnerCheck } from '../enforcement/owners/gatehouse-owner.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { recordAcceptance, whyNotYet } from './acceptances.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit } from './audit-log.ts'
import { closeHold, readBrakes, readOpenHold } from './brakes.ts'
import { readOpenEffects } from './effects.ts'
import { findPerson, type NamedPerson } from './people.ts'
import { createGovernanceReader } from './policies.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'

type Organization = Pick<KnownOrganization, 'id' | 'hostId' | 'login' | 'installation'>

/** Who gives an order: a Gatehouse owner, as far as GitHub could say. */
export interface Ordering {
  /** Their opaque id. */
  readonly by: string
  /** Why it is not known whether they may; undefined: GitHub says that they do. */
  readonly unverified: string | undefined
}

export type Refused = { readonly ok: false; readonly problem: string }

/** Finds who gives an order. Who is no Gatehouse owner is refused; where GitHub cannot say, the record will. */
export async function findOrdering(
  store: Store,
  organization: Organization,
  who: NamedPerson,
  check: GatehouseOwnerCheck,
): Promise<({ readonly ok: true } & Ordering) | Refused> {
  const { inForce } = await createGovernanceReader(store)(organization.id)
  const teams = inForce.policy.requests.owners
  const ownership = await check(organization, teams, who.login)
  const problem = problemOf(ownership, who, teams, organization.login)
  if (problem !== undefined) return { ok: false, problem }
  const known = ownership.state === 'owner' ? { ...who, githubId: ownership.githubId } : who
  const by = await findPerson(store, organization.hostId, known)
  if (by === undefined)
    return {
      ok: false,
      problem: `Nobody called ${who.login} is known here yet. Give their numeric id of GitHub as well.`,
    }
  return { ok: true, by, unverified: ownership.state === 'unknown' ? ownership.why : undefined }
}

function problemOf(
  ownership: Ownership,
  { login, githubId }: NamedPerson,
  teams: readonly string[] | undefined,
  organization: string,
): string | undefined {
  const needed = teams === undefined ? `an owner of ${organization}` : `in ${teams.join(' or ')}`
  if (ownership.state === 'no-owner') return `GitHub says that ${login} is not ${needed}.`
  if (ownership.state === 'owner' && githubId !== undefined && githubId !== ownership.githubId)
    return `GitHub knows ${login} by the number ${ownership.githubId}, and not by ${githubId}.`
  return undefined
}

export interface Acceptance extends Ordering {
  /** Of the plan that they have seen. */
  readonly digest: string
  readonly reason: string | undefined
}

export type Accepted = { readonly ok: true; readonly effects: number } | Refused

/**
 * Lets pass what waits for a Gatehouse owner: a plan that is too large, and everything to be enforced where nobody has accepted that
 * from this database. Only what was seen: where the plan is another one by now, nothing is accepted.
 */
export const acceptPlan = (
  store: Store,
  { id }: Pick<Organization, 'id'>,
  acceptance: Acceptance,
  heads: VouchedHeads,
  now: Date,
): Promise<Accepted> =>
  transactOrder(store, async (unit) => {
    // Locked, so that nobody adds to it what was not seen.
    await readOpenHold(unit, 'everything', id, { isLocking: true })
    const brakes = await readBrakes(unit, id, heads)
    const effects = await readOpenEffects(unit, 'everything', id)
    const plan = { organization: id, brakes, effects }
    if (!isAwaited(plan)) return { ok: false, problem: 'Nothing waits to be accepted.' }
    if (digestOf(plan) !== acceptance.digest)
      return {
        ok: false,
        problem: 'The plan is not the one of that digest: it has changed since, or was another one.',
      }
    const notYet = brakes.isAccepted ? undefined : await whyNotYet(unit, id)
    if (notYet !== undefined) return { ok: false, problem: notYet }
    const letPass = awaiting(plan).length
    // Effects, then work, then the chain: whoever decides a repository locks them in this order, and each would wait for the other.
    if (brakes.hold) await closeHold(unit, brakes.hold.id, 'accepted', now, acceptance.by)
    await askForWork(unit, [keyOf('changes', id)])
    if (brakes.hold) {
      const data = { hold: brakes.hold.id, outcome: 'accepted', why: brakes.hold.why }
      await appendAudit(unit, id, now, [orderEvent('hold.closed', id, acceptance, data, letPass)])
    }
    if (!brakes.isAccepted) await accept(unit, id, acceptance, letPass, now)
    return { ok: true, effects: letPass }
  })

async function accept(
  unit: Unit,
  organization: string,
  acceptance: Acceptance,
  effects: number,
  now: Date,
): Promise<void> {
  const event = orderEvent('enforcement.accepted', organization, acceptance, {}, effects)
  const [placed] = await appendAudit(unit, organization, now, [event])
  await recordAcceptance(unit, organization, placed!.sequence, now)
}

const orderEvent = (
  kind: 'hold.closed' | 'enforcement.accepted',
  organization: string,
  { by, unverified, digest, reason }: Acceptance,
  data: NewAuditEvent['data'],
  effects: number,
): NewAuditEvent => ({
  kind,
  actor: by,
  subject: `organization:${organization}`,
  data: { ...data, effects, digest, reason: reason ?? null, unverified: unverified ?? null },
})
