import type { Assessment, EntryReport } from '../policies/assess.ts'
import type { BaselineFinding } from '../policies/baseline.ts'
import { count } from '../report/wording.ts'

export interface Remarking {
  /** What of the baseline is gone. */
  readonly gone: readonly BaselineFinding[]
  /** Whether only a change was looked at, so that entries for all the rest match nothing. */
  readonly isRange: boolean
}

/** What is named one by one; more is counted. */
const mostNamed = 10

/** What people should know of the allowlist, of comments that ask for an entry, and of the baseline. A sentence each. Pure. */
export function remarksOn(
  { entries, comments }: Pick<Assessment, 'entries' | 'comments'>,
  { gone, isRange }: Remarking,
): readonly string[] {
  const named = (state: EntryReport['state']): readonly string[] =>
    entries.filter((one) => one.state === state).map(({ entry }) => `${entry.source}:${entry.line}`)
  const asked = comments.filter(({ state }) => state === 'requested')
  return [
    ...sentence(named('expired'), 'expired', 'allowlist entry', 'allowlist entries'),
    ...sentence(named('not-yet'), 'not yet in force', 'allowlist entry', 'allowlist entries'),
    ...(isRange
      ? []
      : sentence(
          [...named('stale'), ...named('not-seen')],
          'for nothing in the files (`gatehouse allowlist report` looks at history too)',
          'allowlist entry',
          'allowlist entries',
        )),
    ...sentence(
      asked.map(({ comment: { path, line, reason } }) => `${path}:${line} (${reason})`),
      'asking that a finding passes, which the policy takes for a request: answer in the thread of the finding',
      'comment',
      'comments',
    ),
    ...sentence(
      gone.map(({ path, rule }) => `${path} (${rule})`),
      'gone, and can leave it',
      'finding of the baseline',
      'findings of the baseline',
    ),
  ]
}

function sentence(names: readonly string[], what: string, one: string, many: string): readonly string[] {
  if (names.length === 0) return []
  const more = names.length - mostNamed
  const list = [...names.slice(0, mostNamed), ...(more > 0 ? [`and ${count(more, 'more', 'more')}`] : [])]
  return [`${count(names.length, one, many)} ${what}: ${list.join(', ')}.`]
}
