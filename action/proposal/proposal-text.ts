import { escapeMarkdown, markdownCode } from '../../report/escape/markdown.ts'
import { fitSections } from '../../report/markdown/budget.ts'
import { signs } from '../../report/markdown/signs.ts'
import { count } from '../../report/wording.ts'
import type { Proposal } from './read-proposal.ts'

const mark = '<!-- gatehouse:standards -->'
export const isProposalMarked = (body: string): boolean => body.trimEnd().endsWith(mark)

/** GitHub takes 65,536 characters. */
const room = 40_000

/**
 * What a change asks for by changing what it is judged by: which entries it would add, and who must agree. Markdown.
 * @param deciders as the policy of the base names them
 */
export function proposalText(
  { file, added, removed, policy, problem }: Proposal,
  deciders: readonly string[],
): string {
  const rows = added.map(
    ({ fingerprint, rule, path, verdict, reason, expires }) =>
      `| ${fingerprint === undefined ? `${markdownCode(rule ?? '')} in ${markdownCode(path ?? '')}` : markdownCode(fingerprint)} | ${verdict} | ${escapeMarkdown(reason)} | ${expires} |`,
  )
  const table = fitSections(
    [
      {
        head: `It would add ${count(added.length, 'entry', 'entries')} to ${markdownCode(file)}:\n\n| What | Verdict | Reason | Until |\n| --- | --- | --- | --- |\n`,
        rows,
        limit: 100,
      },
    ].filter(() => rows.length > 0),
    room,
  ).trimEnd()
  return [
    `${signs.unsure} **This change asks for other rules.** It is judged by those of its base; what it changes counts from when it is merged.`,
    ...(policyWords[policy] === '' ? [] : [policyWords[policy]]),
    ...(table === '' ? [] : [table]),
    ...(removed === 0 ? [] : [`It would take out or change ${count(removed, 'entry', 'entries')}.`]),
    ...(problem === undefined ? [] : [`Its allowlist is not valid: ${escapeMarkdown(problem)}`]),
    `Who must agree: ${deciders.map(markdownCode).join(' or ')}, and whom the rules of the branch ask for.`,
  ].join('\n\n')
}

const policyWords: Readonly<Record<Proposal['policy'], string>> = {
  same: '',
  changed: 'It would change the policy.',
  removed: 'It would **remove the policy**: the shipped one counts then.',
  invalid: 'It would make the policy **invalid**: nothing could be judged then.',
}

/** The comment that says it below the pull request. */
export const proposalComment = (text: string): string => `${text}\n\n${mark}`

/** What that comment says when the change does not ask for it any more. */
export const withdrawnComment = (): string =>
  proposalComment(`${signs.good} This change does not touch policy or allowlist any more.`)
