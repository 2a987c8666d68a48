import { noHeads, type VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import type { Recorder, Records } from '../enforcement/records.ts'
import { readApprovals } from './approvals.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { eventsOfFindings } from '../enforcement/organization-findings/finding-changes.ts'
import { readAttestations } from './attestations.ts'
import { appendAudit } from './audit-log.ts'
import { readPosture, readTenantState } from './claude/tenant-state.ts'
import { readOpenPresses, settlePress } from './button-presses.ts'
import { closeHold, readBrakes, readOpenHold, recordHold } from './brakes.ts'
import { recordSharedSecret, recordTokenGone } from './change-reach.ts'
import {
  holdKeys,
  noteReachChanges,
  readDecidedBefore,
  readToDecideAnew,
  recordDecidedAnew,
} from './decide-anew.ts'
import { isDeciding, readBeingDecided, readKeptOut, recordDecision } from './decisions.ts'
import {
  readLastAction,
  readOpenActions,
  readOpenOf,
  readRemovals,
  readSaidOnCommits,
  readShownOn,
  readTakenSecrets,
  readTakenUntilFixed,
} from './effect-history.ts'
import {
  areOpen,
  insertEffects,
  readOpenEffects,
  recordAttempt,
  recordEffectStep,
  recordPostponed,
  recordPlan,
} from './effects.ts'
import { readFindings, recordFindings } from './findings.ts'
import {
  readMadeFor,
  readMadeIn,
  readMadeOf,
  recordMade,
  recordRemoved,
  recordUnmade,
} from './made-things.ts'
import { countReaches, forgetUnwatched, recordReach } from './inventory.ts'
import { recordOrganizationFindings } from './organization-findings.ts'
import {
  createFactsReader,
  readHost,
  readOrganization,
  readOrganizationNamed,
  recordInstallation,
  recordOrganizationFacts,
  recordOrganizations,
} from './organizations.ts'
import { recordPerson } from './people.ts'
import { readSetValues } from './set-values.ts'
import { readOwnCheck } from './own-check.ts'
import { readLostByRestore } from './known-before.ts'
import { createGovernanceReader, recordPolicy } from './policies.ts'
import { readContent } from './content.ts'
import { readPreview } from './read-preview.ts'
import { readInheritedSince } from './reach-intervals.ts'
import {
  hintRepositories,
  readRepositoriesByGitHubId,
  readRepository,
  recordActivity,
  recordGone,
  recordGoneSince,
  recordPropertyValues,
  recordSnapshots,
} from './repositories.ts'
import { exceptionRecorder, exceptionRecords } from './exceptions.ts'
import { recertificationRecorder, recertificationRecords } from './recertification.ts'
import { requestRecorder, requestRecords } from './requests.ts'
import { recordLeftOver } from './leave.ts'
import { isLeaving } from './leaving.ts'
import { proposalRecorder, proposalRecords } from './policy-proposals.ts'
import { reviewRecorder, reviewRecords } from './emergency-reviews.ts'
import { readScan, recordScan } from './scans.ts'
import { readSecretAlerts, recordSecretAlerts } from './secret-alerts.ts'
import type { Store, Unit } from './store.ts'
import {
  dropSwitch,
  readOpenSwitches,
  recordSwitch,
  recordSwitchEnded,
  recordSwitchSent,
} from './switches.ts'
import { keepWanted } from './withdraw-effects.ts'
import { readTeams } from './teams.ts'
import { beginSweep, endSweep, readOpenSweep } from './sweeps.ts'

/** Asks for work, in the transaction that makes it necessary. */
type Want = (unit: Unit, keys: readonly string[]) => Promise<void>

/**
 * The records of a deployment. Reads see everything: they are Gatehouse's own, and never somebody's request.
 * @param heads that were kept beside the database
 */
export function createRecords(store: Store, want: Want, heads: VouchedHeads = noHeads): Records {
  return {
    host: (id) => readHost(store, id),
    organization: (id) => readOrganization(store, 'everything', id),
    organizationNamed: (host, login) => readOrganizationNamed(store, 'everything', host, login),
    organizationFacts: createFactsReader(store),
    repository: (id) => readRepository(store, 'everything', id),
    toDecideAnew: (organization, policy) => readToDecideAnew(store, organization, policy),
    decidedBefore: (repository) => readDecidedBefore(store, repository),
    content: (repository) => readContent(store, repository),
    findings: (repository) => readFindings(store, 'everything', repository),
    scan: (repository) => readScan(store, 'everything', repository),
    alerts: (repository) => readSecretAlerts(store, 'everything', repository),
    governance: createGovernanceReader(store),
    attestations: (organization) => readAttestations(store, 'everything', organization),
    claudePosture: (organization) => readPosture(store, organization),
    claudeTenant: (organization) => readTenantState(store, organization),
    reachCounts: (organization) => countReaches(store, organization),
    ownCheck: (organization, since) => readOwnCheck(store, organization, since),
    sweep: (organization) => readOpenSweep(store, organization),
    teams: (organization) => readTeams(store, organization),
    approvals: (repository) => readApprovals(store, 'everything', repository),
    inheritedSince: (repository) => readInheritedSince(store, repository),
    tryPolicy: (organization, candidate) =>
      readPreview(store, 'everything', { organization, candidate, now: new Date() }),
    saidOnCommits: (organization) => readSaidOnCommits(store, organization),
    takenUntilFixed: (repository) => readTakenUntilFixed(store, repository),
    lostByRestore: (repository) => readLostByRestore(store, repository),
    takenSecrets: (repository) => readTakenSecrets(store, repository),
    openOf: (repository) => readOpenOf(store, repository),
    keptOut: (organization) => readKeptOut(store, organization),
    lastAction: (repository, kind) => readLastAction(store, repository, kind),
    made: (repository, kind) => readMadeIn(store, 'everything', repository, kind),
    openActions: (repository, kind) => readOpenActions(store, repository, kind),
    setValue: async (organization, repository) =>
      (await readSetValues(store, { organization, repository }))[0]?.value,
    shownOn: (repository, commits) => readShownOn(store, repository, commits),
    madeFor: (organization, kind, reference) => readMadeFor(store, organization, kind, reference),
    madeOf: (organization, kind) => readMadeOf(store, organization, kind),
    openPresses: (organization) => readOpenPresses(store, organization),
    openEffects: (organization) => readOpenEffects(store, 'everything', organization),
    openSwitches: (organization) => readOpenSwitches(store, 'everything', organization),
    brakes: (organization) => readBrakes(store, organization, heads),
    removals: (organization, since, plan) => readRemovals(store, organization, since, plan),
    isDeciding: (organization, policy) => isDeciding(store, organization, policy),
    beingDecided: (repositories) => readBeingDecided(store, repositories),
    isLeaving: (organization) => isLeaving(store, organization),
    areOpen: (effects) => areOpen(store, effects),
    requests: requestRecords(store),
    recertification: recertificationRecords(store),
    exceptions: exceptionRecords(store),
    reviews: reviewRecords(store),
    proposals: proposalRecords(store),
    person: (host, githubId, login) => recordPerson(store, host, githubId, login),
    note: (write) => store.transact((unit) => recordIn(unit, want, write)),
  }
}

/**
 * Lets somebody write in one transaction. Whatever they ask for and tell comes at its end, work before the chain and in one order: two
 * who lock the same bit by bit, or the other way round, would wait for each other.
 */
export async function recordIn<Result>(
  unit: Unit,
  want: Want,
  write: (recorder: Recorder) => Promise<Result>,
): Promise<Result> {
  const asked: string[] = []
  const told: Parameters<Recorder['audit']>[] = []
  const recorder = recorderOf(
    unit,
    async (keys) => void asked.push(...keys),
    async (...events) => void told.push(events),
  )
  const result = await write(recorder)
  await want(unit, asked)
  for (const events of told.toSorted(([one], [other]) => Number(one) - Number(other)))
    await appendAudit(unit, ...events)
  return result
}

/**
 * What one transaction may write, in enforcement's words.
 * @param want asks for keys, and `audit` tells events, at the transaction's end
 */
const recorderOf = (unit: Unit, want: Recorder['want'], audit: Recorder['audit']): Recorder => ({
  organizations: (host, found, at) => recordOrganizations(unit, host, found, at),
  organizationFacts: (organization, facts, at) => recordOrganizationFacts(unit, organization, facts, at),
  snapshots: (organization, found, at) => recordSnapshots(unit, organization, found, at),
  gone: (organization, repository, at) => recordGone(unit, organization, repository, at),
  hinted: (repositories) => hintRepositories(unit, repositories),
  goneSince: (organization, at) => recordGoneSince(unit, organization, at),
  reconciled: async (repository, { reaches, workflowEvidence, decision }, at) => {
    await unit.database
      .updateTable('repositories')
      .set({ workflow_evidence: JSON.stringify(workflowEvidence), reconciled_at: at })
      .where('id', '=', repository)
      .execute()
    const changes = await recordReach(unit, repository, reaches, at)
    const governed = new Set(reaches.map(({ assistant }) => assistant))
    const unwatched = await forgetUnwatched(unit, repository, [...governed])
    return { reaches: changes, unwatched, before: await recordDecision(unit, repository, decision, at) }
  },
  holdKeys: (repositories) => holdKeys(unit, repositories),
  decidedAnew: (repository, decided, at) => recordDecidedAnew(unit, repository, decided, at),
  policy: (organization, found, at) => recordPolicy(unit, organization, found, at),
  scan: (repository, record) => recordScan(unit, repository, record),
  findings: (repository, changes) => recordFindings(unit, repository, changes),
  secretAlerts: (repository, alerts, at) => recordSecretAlerts(unit, repository, alerts, at),
  activity: (repository, seen) => recordActivity(unit, repository, seen),
  organizationFindings: async (organization, found, at) => {
    const changes = await recordOrganizationFindings(unit, organization, found, at)
    await audit(organization, at, eventsOfFindings(organization, changes))
  },
  beginSweep: (organization, at) => beginSweep(unit, organization, at),
  endSweep: (organization, sweep, at) => endSweep(unit, organization, sweep, at),
  plan: (subject, wanted, at) => recordPlan(unit, subject, wanted, at),
  leftOver: (organization, at, madeSince) => recordLeftOver(unit, organization, at, madeSince),
  keepWanted: (subject, wanted, at) => keepWanted(unit, subject, wanted, at),
  planAlso: (subject, wanted, at) => insertEffects(unit, subject, wanted, at),
  requests: requestRecorder(unit),
  recertification: recertificationRecorder(unit),
  exceptions: exceptionRecorder(unit),
  reviews: reviewRecorder(unit),
  proposals: proposalRecorder(unit),
  attempt: (effect) => recordAttempt(unit, effect),
  effectStep: (effect, step, at) => recordEffectStep(unit, effect, step, at),
  switchIntended: (intent, at) => recordSwitch(unit, intent, at),
  switchSent: (effect, names) => recordSwitchSent(unit, effect, names),
  switchEnded: (effect, at) => recordSwitchEnded(unit, effect, at),
  switchDropped: (effect) => dropSwitch(unit, effect),
  postponed: (effects, until) => recordPostponed(unit, effects, until),
  hold: async (organization, why, at) => {
    const open = await readOpenHold(unit, 'everything', organization, { isLocking: true })
    return open
      ? { id: open.id, isNew: false }
      : { id: await recordHold(unit, organization, why, at), isNew: true }
  },
  thingRemoved: (thing, at) => recordRemoved(unit, thing, at),
  holdEnded: (hold, at) => closeHold(unit, hold, 'withdrawn', at),
  installation: async (organization, installation, read) => {
    const { githubIds, isOthers } = await recordInstallation(unit, organization, installation, read)
    const repositories = await readRepositoriesByGitHubId(unit, organization, githubIds, { isOthers })
    const decided = await noteReachChanges(unit, repositories, new Date())
    const toRead = repositories.filter((id) => !decided.has(id))
    await want([
      ...toRead.map((id) => keyOf('repository', id)),
      ...(decided.size > 0 ? [keyOf('decisions', organization)] : []),
    ])
  },
  sharedSecret: async (organization, secret, found) => {
    const changed = await recordSharedSecret(unit, organization, secret, found)
    const repositories = await readRepositoriesByGitHubId(unit, organization, changed)
    await want(repositories.map((id) => keyOf('repository', id)))
  },
  pressSettled: (press, outcome, at) => settlePress(unit, press, outcome, at),
  propertyValues: (organization, name, values) => recordPropertyValues(unit, organization, name, values),
  tokenGone: (organization, what, id) => recordTokenGone(unit, organization, what, id),
  made: (thing, at) => recordMade(unit, thing, at),
  unmade: (thing, at) => recordUnmade(unit, thing, at),
  audit,
  want,
})
