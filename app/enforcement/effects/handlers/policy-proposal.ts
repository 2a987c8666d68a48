import type { RepositorySnapshot } from '../../github.ts'
import { type Proposal, WriteRefused } from '../../github-writes.ts'
import { policyPath } from '../../policy/refresh-policy.ts'
import {
  type PolicyProposal,
  proposalBranch,
  type proposalKind,
  proposalThing,
} from '../../policy-proposals/proposal.ts'
import { commitMessage, isCommitOf, pullBody } from '../../policy-proposals/proposal-text.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { each } from './each.ts'
import { missingToPropose } from './missing-to-propose.ts'

type Effect = EffectOf<typeof proposalKind>

/** Opens a pull request with a policy that somebody wrote in the console. */
export const policyProposal: Handler<typeof proposalKind> = (effects, context) =>
  each(effects, context, openOne)

async function openOne(effect: Effect, context: HandlerContext): Promise<Applied | undefined> {
  const missing = missingToPropose(context)
  if (missing.length > 0)
    return {
      state: 'manual',
      problem: `our App lacks the permission ${missing.join(', ')}; grant it, or put the text into the repository by hand`,
    }
  const proposal = await context.records.proposals.byId(effect.action.proposal)
  if (!proposal) return { state: 'failed', problem: 'what was written is no more there to be read' }
  const snapshot = await context.github.readSnapshot(effect.action.githubId)
  if (!snapshot) {
    context.gone(effect)
    return undefined
  }
  // Whoever reads a policy knows what it does not watch.
  if (snapshot.visibility === 'public')
    return { state: 'failed', problem: 'its repository is public: make it private' }
  try {
    return await open(effect, context, proposal, snapshot)
  } catch (error) {
    if (error instanceof WriteRefused) return { state: 'failed', problem: error.message }
    throw error
  }
}

async function open(
  effect: Effect,
  context: HandlerContext,
  proposal: PolicyProposal,
  { githubId, name, defaultBranch, headCommit }: RepositorySnapshot,
): Promise<Applied | undefined> {
  const { proposals } = context.writer
  const repository = { githubId, name }
  const branch = proposalBranch(proposal.id)
  const before = await proposals.find(repository, branch)
  const tip = await proposals.readBranch(repository, branch)
  if (before) {
    // One of ours that a process opened and died over; whatever became of it since, it is not opened again.
    await record(context, proposal, before)
    return { state: 'already-so' }
  }
  if (tip && !isCommitOf(tip.message, proposal.id))
    return { state: 'failed', problem: 'a branch of its name is there already' }
  // From what it was written from: where the file is another one by now, GitHub says that they are in conflict.
  const parent = proposal.base ?? headCommit
  if (parent === null || defaultBranch === null)
    return { state: 'failed', problem: 'its repository is empty: put a first file into it' }
  if ((await context.attempt([effect])).length === 0) return undefined
  if (!tip) {
    const written = new Map([[policyPath, proposal.text]])
    const change = { parent, message: commitMessage(proposal), removed: [], written }
    await proposals.createBranch(repository, branch, await proposals.commit(repository, change))
  }
  const login = (await context.records.requests.logins([proposal.proposedBy])).get(proposal.proposedBy)
  const text = { title: proposal.title, body: pullBody(proposal, login) }
  await proposals.open(repository, { ...text, branch, into: defaultBranch })
  const after = await proposals.find(repository, branch)
  if (!after) return { state: 'failed', problem: 'GitHub took the pull request, and does not show it' }
  await record(context, proposal, after)
  return { state: 'applied' }
}

/** That it is there, so that it is taken away again when Gatehouse leaves. */
async function record(
  { records, now }: HandlerContext,
  { id, organization, repository }: PolicyProposal,
  { number, state }: Proposal,
): Promise<void> {
  await records.note(async (recorder) => {
    const details = { branch: proposalBranch(id), proposal: id }
    const thing = {
      organization,
      repository,
      kind: proposalThing,
      reference: String(number),
      details,
    } as const
    await recorder.made(thing, now())
    if (state !== 'open') await recorder.unmade(thing, now())
    await recorder.proposals.pull(id, number, state)
  })
}
