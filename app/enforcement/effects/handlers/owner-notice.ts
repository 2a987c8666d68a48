import { markdownCode } from '../../../../report/escape/markdown.ts'
import { type IssueText, keptIssue } from '../../notices/kept-issue.ts'
import { ownersInWords } from '../../notices/owner-marks.ts'
import { type NoticePlace, placeOf } from '../../notices/wanted-notice.ts'
import { commandForms } from '../../requests/command.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { keepIssue } from './keep-issue.ts'

/** Tells owners how their repository stands, by one issue in it. */
export const ownerNotice: Handler<'owner-notice'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await tell(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

const nowhere: Readonly<Record<Exclude<NoticePlace, 'own'>, Applied>> = {
  public: {
    state: 'manual',
    problem: 'it is public, so everybody would read what is told in it; tell its owners yourself',
  },
  archived: {
    state: 'manual',
    problem: 'it is archived, so nothing can be written in it; tell its owners yourself, or unarchive it',
  },
}

async function tell(effect: EffectOf<'owner-notice'>, context: HandlerContext): Promise<Applied | undefined> {
  const { github, records, organization } = context
  const { githubId, isOpen, title, text, place: planned } = effect.action
  const id = effect.repository
  if (organization.installation.permissions['issues'] !== 'write')
    return {
      state: 'manual',
      problem: 'our App lacks the permission issues: write; grant it, or tell the owners yourself',
    }
  // Looked at every few minutes: nothing is asked for it, since another visibility makes another notice of it.
  if (planned === 'archived') return nowhere.archived
  const kept = id === null ? undefined : keptIssue(await records.made(id, 'issue'), 'owner-notice')
  if (planned === 'public' && !(kept?.isOpen === true && kept.isThere)) return nowhere.public
  const snapshot = await github.readSnapshot(githubId)
  if (!snapshot) context.gone(effect)
  if (id === null || !snapshot) return undefined
  const place = placeOf(snapshot)
  if (place === 'archived') return nowhere.archived
  const { inForce } = await records.governance(organization.id)
  const keeping = { effect, purpose: 'owner-notice', repository: id, name: snapshot.name, kept } as const
  const { label } = inForce.policy.notifications
  if (place === 'public') {
    if (!kept) return nowhere.public
    const hidden = await keepIssue({ ...keeping, issue: becamePublic, beside: [], label }, context)
    return hidden?.state === 'manual' || hidden?.state === 'failed' || !isOpen ? hidden : nowhere.public
  }
  const owners = (await records.repository(id))?.owners
  const beside = isOpen ? [ownersInWords(owners), howToAsk(context, snapshot.name)] : [ownersInWords(owners)]
  return keepIssue({ ...keeping, issue: { isOpen, title, text }, beside, label }, context)
}

/** Everybody reads it by now. */
const becamePublic: IssueText = {
  isOpen: false,
  title: 'Access of Claude to this repository',
  text: 'This repository is public now, so nothing is told here any more.',
}

/** Where access is asked for. Its link holds for any host of GitHub's, because it names none. */
const howToAsk = ({ organization: { login }, policyRepository }: HandlerContext, name: string): string => {
  const there = `${login}/${policyRepository}`
  return [
    `Access is asked for by [an issue](/${there}/issues/new/choose) in ${markdownCode(there)}, or there by the comment ${markdownCode(
      `${commandForms.request.split(' ').slice(0, 2).join(' ')} ${login}/${name}`,
    )}.`,
    `Why it is so, with every reason: ${markdownCode(`gatehouse why ${login}/${name}`)}.`,
  ].join(' ')
}
