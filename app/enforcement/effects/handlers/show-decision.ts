import { buttons } from '../../decision-check/buttons.ts'
import { decisionCheckName } from '../../decision-check/decision-check.ts'
import { maySetStatus } from '../../decision-check/wanted-checks.ts'
import type { StatusOrigin } from '../../github.ts'
import { type CommitStatus, WriteRefused } from '../../github-writes.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

type Showing = EffectOf<'show-decision'>

/** Shows what was decided at a commit: as a check with buttons, and as a commit status for rules that know only those. */
export const showDecision: Handler<'show-decision'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await show(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function show(effect: Showing, context: HandlerContext): Promise<Applied | undefined> {
  const { writer, attempt } = context
  const { repository, commit, conclusion, title, summary } = effect.action
  const mayBeSet = maySetStatus(context.organization)
  let others: readonly string[] = []
  let stranger: StatusOrigin | undefined
  const isShown = async (): Promise<boolean> => {
    const run = await writer.checks.find(repository, commit, decisionCheckName)
    others = run?.others ?? []
    return run?.conclusion === conclusion && run.title === title && run.summary === summary
  }
  const wanted = statusOf(effect)
  const isSet = async (): Promise<boolean> => {
    if (!mayBeSet) return true
    const found = await writer.statuses.find(repository, commit, decisionCheckName)
    if (found && !found.isOurs) stranger ??= found
    return found?.isOurs === true && found.state === wanted.state && found.description === wanted.description
  }
  try {
    const before = { isShown: await isShown(), isSet: await isSet() }
    if (before.isShown && before.isSet) return settle(effect, context, effect.attempts > 0)
    if ((await attempt([effect])).length === 0) return undefined
    // Before ours is set over it: afterwards nobody would see it any more.
    if (stranger) await tellOfOther(effect, context, { as: 'status', by: stranger.person })
    if (!before.isSet) await writer.statuses.create(repository, commit, wanted)
    const actions = effect.action.buttons.map((identifier) => ({ identifier, ...buttons[identifier] }))
    if (!before.isShown)
      await writer.checks.create(repository, {
        commit,
        name: decisionCheckName,
        conclusion,
        title,
        summary,
        actions,
      })
    if ((await isShown()) && (await isSet())) {
      for (const app of others) await tellOfOther(effect, context, { as: 'check', app })
      return await settle(effect, context, true)
    }
    return { state: 'failed', problem: 'GitHub took the check, and does not show it' }
  } catch (error) {
    // The commit is gone, or the repository.
    if (error instanceof WriteRefused) return { state: 'failed', problem: error.message }
    throw error
  }
}

/** Somebody else has set a check or a status that is called like ours. */
async function tellOfOther(
  { organization, repository, action: { commit } }: Showing,
  { records, organization: { hostId }, now }: HandlerContext,
  other: { readonly as: 'status' | 'check'; readonly by?: StatusOrigin['person']; readonly app?: string },
): Promise<void> {
  const { as, by, app } = other
  const actor = by ? await records.person(hostId, by.githubId, by.login) : null
  const subject = `repository:${repository}`
  await records.note((recorder) =>
    recorder.audit(organization, now(), [
      { kind: 'check.imitated', actor, subject, data: { as, commit, app: app ?? null } },
    ]),
  )
}

/** A neutral check lets a merge pass, and a status knows no such word. */
const statusOf = ({ action: { conclusion, title } }: Showing): CommitStatus => ({
  context: decisionCheckName,
  state: conclusion === 'action_required' || conclusion === 'failure' ? 'failure' : 'success',
  description: title,
})

async function settle(
  { repository }: Showing,
  { organization, records, now }: HandlerContext,
  isOurs: boolean,
): Promise<Applied> {
  const at = now()
  await records.note(async (recorder) => {
    for (const kind of ['check', 'status'] as const)
      await recorder.made(
        { organization: organization.id, repository, kind, reference: decisionCheckName },
        at,
      )
  })
  return { state: isOurs ? 'applied' : 'already-so' }
}
