import {
  pathsBeside,
  type Remedy,
  removeEnvironmentFiles,
  type TrackedFile,
} from '../../../../scanner/remedies/remove-environment-files.ts'
import { type NamedRepository, type Proposal, type TreeFile, WriteRefused } from '../../github-writes.ts'
import {
  digestOf,
  placesToRemedy,
  type Remediation,
  remediationBranch as branch,
  type remediationKind,
  remediationThing,
  remediationsIn,
} from '../../remediation/remediation.ts'
import { commitMessage, digestIn, pullBody, remediationTitle } from '../../remediation/pull-text.ts'
import type { NewMadeThing } from '../../leaving/made-thing.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { each } from './each.ts'
import { missingToPropose } from './missing-to-propose.ts'

type Effect = EffectOf<typeof remediationKind>

/** Keeps one pull request in a repository that takes its environment files out, and puts it away when it is over. */
export const remediationPullRequest: Handler<typeof remediationKind> = (effects, context) =>
  each(effects, context, remedyOne)

async function remedyOne(effect: Effect, context: HandlerContext): Promise<Applied | undefined> {
  const missing = missingToPropose(context)
  if (missing.length > 0)
    return {
      state: 'manual',
      problem: `our App lacks the permission ${missing.join(', ')}; take the files out by hand, or grant it`,
    }
  try {
    return await keepPull(effect, context)
  } catch (error) {
    if (error instanceof WriteRefused) return { state: 'failed', problem: error.message }
    throw error
  }
}

/** A repository at work. */
interface Work {
  readonly effect: Effect
  readonly context: HandlerContext
  /** Our id. */
  readonly id: string
  readonly repository: NamedRepository
  /** The newest pull request from our branch. */
  readonly pull: Proposal | undefined
  readonly tip: Tip | undefined
  readonly places: readonly string[]
}

interface Tip {
  readonly commit: string
  /** From what it was made; undefined: it is none of our commits. */
  readonly digest: string | undefined
}

async function keepPull(effect: Effect, context: HandlerContext): Promise<Applied | undefined> {
  const { github, records, writer } = context
  const id = effect.repository
  const snapshot = await github.readSnapshot(effect.action.githubId)
  if (!snapshot) context.gone(effect)
  if (id === null || !snapshot) return undefined
  const repository = { githubId: snapshot.githubId, name: snapshot.name }
  const earlier = remediationsIn(await records.made(id, remediationThing))
  const findings = await records.findings(id)
  const pull = await writer.proposals.find(repository, branch)
  await forgetOthers(context, id, earlier, pull)
  const tip = await readTip(context, repository)
  const work = { effect, context, id, repository, pull, tip, places: placesToRemedy(findings, earlier) }
  if (pull && isToSettle(work, pull, earlier)) return settle(work, pull, findings, earlier)
  const base = snapshot.headCommit
  const files = base === null ? [] : await readFiles(work, base, work.places)
  if (base === null || files.length === 0) return putAway(work)
  const beside = await readFiles(work, base, pathsBeside(files.map(({ path }) => path)))
  const remedy = removeEnvironmentFiles(files, beside)
  const isManagedOnly = findings.some(
    ({ rule, state }) => rule === 'claude-managed-rules-only' && state === 'open',
  )
  const digest = digestOf([...files, ...beside].map(({ path, mode, oid }) => `${mode} ${oid} ${path}`))
  return propose(work, {
    base,
    into: snapshot.defaultBranch ?? '',
    remedy,
    digest,
    body: pullBody(remedy, isManagedOnly),
  })
}

/** Somebody has opened another one from our branch since: the older ones are over. */
async function forgetOthers(
  { organization, records, now }: HandlerContext,
  id: string,
  earlier: readonly Remediation[],
  pull: Proposal | undefined,
): Promise<void> {
  const others = earlier.filter((one) => !one.isOver && one.number !== pull?.number)
  if (others.length === 0) return
  await records.note(async (recorder) => {
    for (const { number, places } of others) {
      const details = { branch, places, outcome: 'withdrawn' }
      const reference = String(number)
      const own = { organization: organization.id, repository: id, kind: remediationThing } as const
      await recorder.unmade({ ...own, reference, details }, now())
    }
  })
}

async function readTip({ writer }: HandlerContext, repository: NamedRepository): Promise<Tip | undefined> {
  const found = await writer.proposals.readBranch(repository, branch)
  return found && { commit: found.commit, digest: digestIn(found.message) }
}

type Read = TrackedFile & Pick<TreeFile, 'mode' | 'oid'>

/** Those of some paths at which there is a file. What a link leads to is not looked at. */
async function readFiles(
  { context, repository }: Work,
  commit: string,
  paths: readonly string[],
): Promise<readonly Read[]> {
  const { proposals } = context.writer
  const found = await proposals.findFiles(repository, commit, paths)
  const read: Read[] = []
  for (const { path, mode, oid } of found) {
    const isFile = mode === '100644' || mode === '100755'
    if (mode !== '160000')
      read.push({ path, mode, oid, text: isFile ? await proposals.readText(repository, oid) : null })
  }
  return read
}

/** Whether a pull request of ours is over and that is not recorded yet, also one that we died over before we had recorded it. */
function isToSettle(
  { tip }: Work,
  { number, state, head }: Proposal,
  earlier: readonly Remediation[],
): boolean {
  if (state === 'open') return false
  const known = earlier.find((one) => one.number === number)
  return known ? !known.isOver : tip?.digest !== undefined && tip.commit === head
}

async function settle(
  work: Work,
  { number, state, head }: Proposal,
  findings: Parameters<typeof placesToRemedy>[0],
  earlier: readonly Remediation[],
): Promise<Applied | undefined> {
  const known = earlier.find((one) => one.number === number)
  const places = known?.places ?? placesToRemedy(findings, [])
  // Else the next time would take our own closing for a person's.
  const isOurs = known?.outcome === 'withdrawn'
  if ((await work.context.attempt([work.effect])).length === 0) return undefined
  // What somebody has added to the branch since is theirs.
  await deleteOurs(work, head)
  await end(work, number, places, state === 'merged' ? 'merged' : isOurs ? 'withdrawn' : 'declined')
  return { state: 'applied' }
}

/** Nothing is to be taken out any more. */
async function putAway(work: Work): Promise<Applied | undefined> {
  const { pull, tip, context, repository, effect } = work
  if (pull?.state !== 'open' || tip?.digest === undefined) return { state: 'already-so' }
  if ((await context.attempt([effect])).length === 0) return undefined
  // Before it is done: a process that dies meanwhile has said that it was not a person.
  await record(work, pull.number, work.places, 'withdrawn')
  await context.writer.proposals.close(repository, pull.number)
  await deleteOurs(work, pull.head)
  await end(work, pull.number, work.places, 'withdrawn')
  return { state: 'applied' }
}

async function deleteOurs({ context, repository, tip }: Work, head: string): Promise<void> {
  if (tip?.digest !== undefined && tip.commit === head)
    await context.writer.proposals.deleteBranch(repository, branch)
}

interface Wanted {
  readonly base: string
  /** The branch that it is to be merged into. */
  readonly into: string
  readonly remedy: Remedy
  readonly digest: string
  readonly body: string
}

async function propose(
  work: Work,
  { base, into, remedy, digest, body }: Wanted,
): Promise<Applied | undefined> {
  const { pull, tip, context, repository, effect, places } = work
  const { proposals } = context.writer
  const open = pull?.state === 'open' ? pull : undefined
  if (tip && tip.digest === undefined) {
    if (open === undefined) return { state: 'failed', problem: 'a branch of its name is there already' }
    // Somebody works on it: it is theirs now.
    await record(work, open.number, places, 'open')
    return { state: 'already-so' }
  }
  const isSame = tip?.digest === digest
  if (isSame && open) {
    await record(work, open.number, places, 'open')
    return { state: 'already-so' }
  }
  if ((await context.attempt([effect])).length === 0) return undefined
  const { removed, written } = remedy
  const commit = isSame
    ? tip.commit
    : await proposals.commit(repository, { parent: base, message: commitMessage(digest), removed, written })
  if (!tip) await proposals.createBranch(repository, branch, commit)
  else if (!isSame) await proposals.moveBranch(repository, branch, commit)
  const text = { title: remediationTitle, body }
  if (open) await proposals.update(repository, open.number, text)
  else await proposals.open(repository, { ...text, branch, into })
  const after = await proposals.find(repository, branch)
  if (after?.state !== 'open' || after.head !== commit)
    return { state: 'failed', problem: 'GitHub took the pull request, and does not show it' }
  await record(work, after.number, places, 'open')
  return { state: 'applied' }
}

async function record(
  work: Work,
  number: number,
  places: readonly string[],
  outcome: Remediation['outcome'],
): Promise<void> {
  const { records, now } = work.context
  await records.note((recorder) => recorder.made(thingOf(work, number, places, outcome), now()))
}

async function end(
  work: Work,
  number: number,
  places: readonly string[],
  outcome: Remediation['outcome'],
): Promise<void> {
  const { records, now } = work.context
  const thing = thingOf(work, number, places, outcome)
  await records.note(async (recorder) => {
    // It may have died before it was recorded.
    await recorder.made(thing, now())
    await recorder.unmade(thing, now())
  })
}

const thingOf = (
  { context, id }: Work,
  number: number,
  places: readonly string[],
  outcome: Remediation['outcome'],
): NewMadeThing => ({
  organization: context.organization.id,
  repository: id,
  kind: remediationThing,
  reference: String(number),
  details: { branch, places, outcome },
})
