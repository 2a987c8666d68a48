import { keptIssue } from '../../notices/kept-issue.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { keepIssue } from './keep-issue.ts'

/** Keeps one issue in the policy repository that lists what only a person can do. */
export const manualSteps: Handler<'manual-steps'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await list(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function list(effect: EffectOf<'manual-steps'>, context: HandlerContext): Promise<Applied | undefined> {
  const { github, records, organization, policyRepository: name } = context
  const repository = await records.requests.repositoryNamed(organization.id, name)
  if (repository === undefined) return { state: 'manual', problem: 'the policy repository is not there' }
  const visibility = await github.readVisibility(name)
  if (!visibility.known) return { state: 'manual', problem: visibility.why }
  // Anybody would read how the organization is governed.
  if (visibility.value === null || visibility.value === 'public')
    return { state: 'manual', problem: 'the policy repository is public, or not there any more' }
  const kept = keptIssue(await records.made(repository, 'issue'), 'manual-steps')
  const { isOpen, title, text } = effect.action
  const { label } = (await records.governance(organization.id)).inForce.policy.notifications
  const keeping = { effect, repository, name, kept, label, beside: [] }
  return keepIssue({ ...keeping, purpose: 'manual-steps', issue: { isOpen, title, text } }, context)
}
