import { sql } from 'kysely'
import type { Effect, WantedEffect } from '../enforcement/effects/effect.ts'
import type { EffectAction, EffectKind } from '../enforcement/effects/effect-action.ts'
import { effectTraits, identityOf } from '../enforcement/effects/effect-traits.ts'
import { plannedEvent } from '../enforcement/effects/effect-events.ts'
import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { Ordering } from './accept-plan.ts'
import { appendAudit } from './audit-log.ts'
import { insertEffects, isGone } from './effects.ts'
import { createGovernanceReader } from './policies.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'

/**
 * What was made; and what was tried, of which nobody saw the end, and was not wanted any more by then: GitHub may have taken it. Giving back
 * looks first, and sends nothing where it is there.
 */
const mayHaveTaken = sql<boolean>`(effects.state = 'applied' or (effects.state = 'withdrawn' and effects.attempts > 0))`

/** By what each kind that takes something is given back. */
const givenBackBy = {
  disconnect: 'connect',
  'drop-secret': 'give-secret',
  'disable-workflow': 'enable-workflow',
} as const satisfies Partial<Record<EffectKind, EffectKind>>
type TakingKind = keyof typeof givenBackBy
// oxlint-disable-next-line no-unsafe-type-assertion -- Object.keys forgets which texts they are
const takingKinds = Object.keys(givenBackBy) as readonly TakingKind[]
const isTaking = (kind: EffectKind): kind is TakingKind => Object.hasOwn(givenBackBy, kind)

/** What nobody can give back. */
const forGood: readonly EffectKind[] = ['revoke-token', 'deny-token-request']

/** A version of the policy that took something which is still taken. */
export interface Wave {
  /** Our id of the version. */
  readonly policy: string
  /** In hex; null: the shipped one. */
  readonly commit: string | null
  readonly foundAt: Date
  readonly taken: number
  /** Fine-grained tokens that it revoked or refused, which cannot be given back. */
  readonly forGood: number
  /** Whether an App was switched from all repositories to selected ones for it, which undoing it does not take back. */
  readonly isSwitched: boolean
}

/** Versions of the policy that took something that nobody has given back since, newest first. */
export async function listWaves(
  store: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly Wave[]> {
  const rows = await store.database
    .selectFrom('policies')
    .select([
      'id',
      'found_at',
      sql<string | null>`source -> 'file' ->> 'commit'`.as('commit'),
      sql<boolean>`exists (select from effects where policy_id = policies.id and kind = 'select' and state = 'applied')`.as(
        'is_switched',
      ),
    ])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .select((select) =>
      select
        .selectFrom('effects')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('policy_id', '=', 'policies.id')
        .where('kind', 'in', forGood)
        .where('state', '=', 'applied')
        .as('for_good'),
    )
    .where((where) =>
      where.exists(
        where
          .selectFrom('effects')
          .select('effects.id')
          .whereRef('policy_id', '=', 'policies.id')
          .where('kind', 'in', [...takingKinds, ...forGood])
          .where(mayHaveTaken),
      ),
    )
    .orderBy('id', 'desc')
    .execute()
  const waves: Wave[] = []
  for (const { id, found_at: foundAt, commit, is_switched: isSwitched, for_good: count } of rows) {
    const taken = (await readWave(store, scope, organization, id)).length
    const lost = Number(count ?? 0)
    if (taken + lost > 0) waves.push({ policy: id, commit, foundAt, taken, isSwitched, forGood: lost })
  }
  return waves
}

/** What a version of the policy took from a repository, and that is still taken. */
export interface TakenConnection {
  /** Our id. */
  readonly repository: string
  readonly name: string
  readonly action: Extract<EffectAction, { kind: TakingKind }>
  /** Whether the policy in force would take it once more, so that giving it back would be for nothing. */
  readonly isTakenAgain: boolean
}

/**
 * What one version of the policy took and nobody has given back since (connections, secrets, workflows): what undoing its wave gives
 * back, no more and no less.
 * @param policy our id of the version
 */
export async function readWave(
  store: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
  policy: string,
): Promise<readonly TakenConnection[]> {
  const { changes } = (await createGovernanceReader(store)(organization)).inForce.policy
  const rows = await store.database
    .selectFrom('effects')
    .innerJoin('repositories', 'repositories.id', 'effects.repository_id')
    .innerJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select(['repositories.id', 'name', 'action', 'outcome', 'decisions.mode'])
    .where('effects.organization_id', '=', organization)
    .where(inScope(scope, 'effects.organization_id'))
    .where('effects.policy_id', '=', policy)
    .where('kind', 'in', takingKinds)
    .where(mayHaveTaken)
    .where('gone_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from effects as later where later.repository_id = effects.repository_id
        and later.id > effects.id
        and (later.state in ('applied', 'already-so') or (later.state = 'withdrawn' and later.attempts > 0))
        and later.kind in (effects.kind, ${sql.val(givenBackBy)}::jsonb ->> effects.kind)
        -- Behind the kind stands to what it is done.
        and substr(later.identity, length(later.kind) + 1) = substr(effects.identity, length(effects.kind) + 1))`,
    )
    .orderBy('name')
    .execute()
  return rows.flatMap(({ id, name, action, outcome, mode }) => {
    if (!isTakingAction(action)) return []
    const isTakenAgain =
      mode === 'enforce' && outcome !== 'allowed' && changes[effectTraits[action.kind].policySwitch]
    return [{ repository: id, name, action, isTakenAgain }]
  })
}

const isTakingAction = (action: EffectAction): action is TakenConnection['action'] => isTaking(action.kind)

/**
 * Plans that what a version of the policy took is given back, except what the policy in force would take again.
 * @returns what is planned now
 */
export async function undoWave(
  store: Store,
  want: (unit: Unit, keys: readonly string[]) => Promise<void>,
  organization: string,
  policy: string,
  order: Ordering,
  at: Date,
): Promise<readonly TakenConnection[]> {
  const wave = (await readWave(store, 'everything', organization, policy)).filter(
    ({ isTakenAgain }) => !isTakenAgain,
  )
  if (wave.length === 0) return []
  return transactOrder(store, async (unit) => {
    const planned: Effect[] = []
    for (const repository of new Set(wave.map((one) => one.repository))) {
      if (await isGone(unit, repository)) continue
      const own = wave.filter((one) => one.repository === repository)
      const subject = { planner: 'person', organization, repository } as const
      const wanted = own.map(({ action }) => givingBack(action, policy))
      // Beside what was ordered before: another wave may have taken something else of the same repository.
      planned.push(...(await insertEffects(unit, subject, wanted, at)))
    }
    await want(unit, [keyOf('changes', organization)])
    const undone: NewAuditEvent = {
      kind: 'wave.undone',
      actor: order.by,
      subject: `policy:${policy}`,
      data: { effects: planned.map(({ id }) => id), unverified: order.unverified ?? null },
    }
    await appendAudit(unit, organization, at, [undone, ...planned.map(plannedEvent)])
    const identities = new Set(planned.map(({ action }) => identityOf(action)))
    return wave.filter(({ action }) => identities.has(identityOf(givingBack(action, policy).action)))
  })
}

function givingBack(action: TakenConnection['action'], policy: string): WantedEffect {
  const reason = 'The wave that took it is undone.'
  const { githubId } = action
  if (action.kind === 'disconnect') {
    const { assistant, installation } = action
    return { action: { kind: 'connect', assistant, installation, githubId }, reason, policy }
  }
  if (action.kind === 'drop-secret') {
    const { store, name } = action
    return { action: { kind: 'give-secret', store, name, githubId }, reason, policy }
  }
  return { action: { kind: 'enable-workflow', githubId, workflow: action.workflow }, reason, policy }
}
