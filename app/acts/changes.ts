import { AppError } from '../../scanner/errors.ts'
import type { ChangesApi } from '../api/v1/resources/changes.ts'
import { readHeadsFile } from '../audit-heads-file.ts'
import { acceptPlan, type Ordering } from '../database/accept-plan.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { listChanges } from '../database/list-changes.ts'
import { readOpenEffects } from '../database/effects.ts'
import { readHost } from '../database/organizations.ts'
import { type PauseOrder, pauseChanges, resumeChanges } from '../database/pause-changes.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { readPlan } from '../database/read-plan.ts'
import { createRecords } from '../database/records.ts'
import { listWaves, readWave, type TakenConnection, undoWave } from '../database/undo-wave.ts'
import { awaiting, countsOf, digestOf, doneAt, isAwaited } from '../enforcement/effects/shown-plan.ts'
import { mostInOneCall } from '../enforcement/github-writes.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { OpenChange, WaveItem } from '../enforcement/reading/change-list.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { readStandings } from '../enforcement/requests/read-situation.ts'
import { judgeMember } from '../enforcement/requests/standing.ts'
import { ownersOf } from '../enforcement/requests/end-access.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'

/** A page shows so many; what is behind them, the counts tell. */
const mostShown = 500

/** Changes as the API has them: the plan and what keeps it, what is over, and what owners order. */
export function createChangesApi(acting: Acting): ChangesApi {
  const { store, config, now } = acting
  return {
    plan: async ({ scope }, id) => {
      const organization = await knownOrganization(store, id)
      const host = (await readHost(store, organization.hostId))?.name ?? 'github.com'
      const heads = await readHeadsFile(config.dataFolder)
      const enterprise = enterpriseOf(config, host)
      // Whoever accepts it accepts all of it; what is shown of it are repositories that they see.
      const about = { ...organization, host, enterprise }
      const plan = await readPlan(store, 'everything', about, heads, now())
      const seen = new Set((await readOpenEffects(store, scope, id)).map((effect) => effect.id))
      const repositoriesInOne = enterprise === undefined ? 1 : mostInOneCall
      const done = doneAt(plan, config.ceiling, { limits: config.writeLimits, repositoriesInOne })
      const { brakes, effects } = plan
      const shown = effects.filter((effect) => seen.has(effect.id))
      return {
        organization: id,
        digest: isAwaited(plan) ? digestOf(plan) : null,
        awaiting: awaiting(plan).length,
        isAccepted: brakes.isAccepted,
        notAccepted: brakes.notAccepted ?? null,
        pause:
          brakes.pause === undefined
            ? null
            : { reason: brakes.pause, at: brakes.paused?.at ?? null, by: brakes.paused?.by ?? null },
        hold: brakes.hold ? { why: brakes.hold.why, openedAt: brakes.hold.openedAt } : null,
        ceiling: config.ceiling,
        doneAt: done?.at ?? null,
        writes: done?.writes ?? 0,
        counts: countsOf(effects).map(({ kind, state, count }) => ({ kind, state, count })),
        changes: shown.slice(0, mostShown).flatMap((effect): readonly OpenChange[] => {
          const { state } = effect
          if (state !== 'planned' && state !== 'held' && state !== 'manual') return []
          const { id: own, action, repository, name, reason, problem, plannedAt, notBefore } = effect
          const named = repository === null ? null : { id: repository, name: name ?? repository }
          return [
            { id: own, kind: action.kind, repository: named, reason, state, problem, plannedAt, notBefore },
          ]
        }),
        more: effects.length - Math.min(shown.length, mostShown),
      }
    },
    history: ({ scope }, query) => listChanges(store, scope, query),
    accept: async (viewer, id, { digest, reason }) => {
      const organization = await knownOrganization(store, id)
      const ordering = await orderingOf(acting, viewer, organization)
      const heads = await readHeadsFile(config.dataFolder)
      const accepted = await acceptPlan(store, organization, { ...ordering, digest, reason }, heads, now())
      if (!accepted.ok) throw new AppError('conflict', accepted.problem)
      return accepted.effects
    },
    pause: async (viewer, id, reason) =>
      (await pauseChanges(store, await orderOf(acting, viewer, id, reason), now())).isNew,
    resume: async (viewer, id, reason) =>
      (await resumeChanges(store, await orderOf(acting, viewer, id, reason), now())).isNew,
    waves: ({ scope }, id) => listWaves(store, scope, id),
    wave: async ({ scope }, id, policy) => (await readWave(store, scope, id, policy)).map(toItem),
    undo: async (viewer, id, policy, count) => {
      const organization = await knownOrganization(store, id)
      const ordering = await orderingOf(acting, viewer, organization)
      const wave = await readWave(store, 'everything', id, policy)
      const wanted = wave.filter(({ isTakenAgain }) => !isTakenAgain)
      if (wanted.length === 0) throw new AppError('conflict', 'Nothing of this wave can be given back.')
      if (wanted.length !== count)
        throw new AppError('conflict', `It would give back ${wanted.length}, and not ${count}.`)
      return (await undoWave(store, askForWork, id, policy, ordering, now())).map(toItem)
    },
  }
}

const toItem = ({ repository: id, name, action, isTakenAgain }: TakenConnection): WaveItem => ({
  repository: { id, name },
  kind: action.kind,
  isTakenAgain,
})

/** The enterprise whose App changes which repositories others reach; undefined: there is none, and each takes a request. */
function enterpriseOf({ hosts, enterpriseApp }: Acting['config'], host: string): string | undefined {
  const app = hosts === undefined ? enterpriseApp : hosts.find(({ name }) => name === host)?.enterpriseApp
  return app?.enterprise
}

/** Who orders a pause or its end, by the number that GitHub knows them by: nothing is asked of GitHub for it. */
async function orderOf(acting: Acting, viewer: Viewer, id: string, reason: string): Promise<PauseOrder> {
  const { login } = await actorIn(acting.store, viewer, await knownOrganization(acting.store, id))
  return { organization: id, reason, by: { login }, account: undefined }
}

/**
 * A Gatehouse owner of the policy's teams, as GitHub says now: a role here does not make one. Where GitHub cannot say, the record will.
 * @throws AppError `not-allowed`
 */
async function orderingOf(
  acting: Acting,
  viewer: Viewer,
  organization: KnownOrganization,
): Promise<Ordering> {
  const { store, config, now } = acting
  const { id: by, login } = await actorIn(store, viewer, organization)
  const { policy } = (await createGovernanceReader(store)(organization.id)).inForce
  const names = ownersOf(policy.requests)
  const github = await acting.open(organization).catch(() => undefined)
  if (!github) return { by, unverified: 'GitHub could not be asked' }
  const { ceiling, policyRepository } = config
  const records = createRecords(store, askForWork)
  const input = { organization, github, records, ceiling, policyRepository, now }
  const judgment = judgeMember(names, await readStandings(input, names, login, undefined, policy))
  if (judgment.may === 'no')
    throw new AppError('not-allowed', `GitHub says that ${login} is no Gatehouse owner of the policy.`, {
      todo: 'The policy names the teams of Gatehouse owners in `requests.owners`.',
    })
  return { by, unverified: judgment.may === 'unknown' ? 'GitHub did not say' : undefined }
}
