import { escapeMarkdown, markdownCode } from '../../../report/escape/markdown.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import { effectTraits } from '../effects/effect-traits.ts'
import type { OpenEffect } from '../records.ts'
import type { IssueText } from './kept-issue.ts'

/** What a person does by hand, and on which of GitHub's pages, behind `/organizations/<login>/settings`. */
interface Step {
  readonly what: string
  readonly page?: (action: EffectAction) => string
  readonly how?: string
}

const installed = (action: EffectAction): string =>
  'installation' in action ? `/installations/${action.installation}` : '/installations'

/** Where the organization's secrets of a store are; of a repository's own each has its own page. */
const secretsPage = (action: EffectAction): string =>
  'store' in action &&
  !('of' in action && action.of === 'repository') &&
  (action.store === 'actions' || action.store === 'dependabot' || action.store === 'codespaces')
    ? `/secrets/${action.store}`
    : ''

/** By kind. What is not here is told by its kind alone, with why it waits. */
const steps: Readonly<Record<string, Step>> = {
  connect: {
    what: "Give repositories to an assistant's App",
    page: installed,
    how: 'Under “Repository access”, choose “Only select repositories”, add them, and save.',
  },
  disconnect: {
    what: "Take repositories from an assistant's App",
    page: installed,
    how: 'Under “Repository access”, choose “Only select repositories”, take them out of the list, and save.',
  },
  select: {
    what: "Switch an assistant's App from all repositories to selected ones",
    page: installed,
    how: 'Under “Repository access”, choose “Only select repositories”, select all that it is to keep, and save.',
  },
  quarantine: {
    what: "Give an assistant's App an empty repository, so that it can lose its last one",
    page: installed,
  },
  'drop-secret': { what: 'Take repositories from secrets of the organization', page: secretsPage },
  'give-secret': { what: 'Give repositories back to secrets of the organization', page: secretsPage },
  'secret-by-hand': { what: "Look after secrets that hold an assistant's credential", page: secretsPage },
  'claude-by-hand': { what: 'Disconnect repositories at Claude' },
  'disable-workflow': { what: 'Switch off workflows that run an assistant' },
  'enable-workflow': { what: 'Switch on workflows that Gatehouse switched off' },
  'deny-token-request': { what: 'Refuse requests for fine-grained tokens' },
  'revoke-token': { what: 'Revoke fine-grained tokens' },
  'owner-notice': { what: 'Tell the owners of repositories in which nothing can be written' },
  'remediation-pull-request': { what: 'Take environment files out of repositories' },
  'policy-proposal': { what: 'Propose a policy that somebody wrote in the console' },
  'need-permission': { what: 'Give our App permissions that the policy takes', page: () => '/installations' },
  'define-property': { what: 'Define the custom property of Gatehouse', page: () => '/custom-properties' },
  'set-property': { what: 'Set the custom property of Gatehouse', page: () => '/custom-properties' },
  'clear-property': { what: 'Clear the custom property of Gatehouse', page: () => '/custom-properties' },
  'keep-ruleset': { what: 'Make rulesets that the policy wants', page: () => '/rules' },
  undo: { what: 'Take away what Gatehouse has made' },
}

/** Behind one of these an issue is open that nobody of ours may write: it cannot ask for itself. */
const ofOurselves = 'manual-steps'

type Waiting = Pick<OpenEffect, 'action' | 'problem' | 'repository'>

interface Group {
  readonly action: EffectAction
  readonly problem: string
  readonly count: number
}

/** More nobody does by hand. */
const mostGroups = 60

/**
 * The checklist of what only a person can do, from the changes that wait for one; undefined: there is nothing. It counts
 * repositories and names none: not everybody who reads the policy repository may know of all of them. Pure.
 */
export function manualSteps(effects: readonly Waiting[], login: string): IssueText | undefined {
  const groups = groupsOf(effects, login)
  if (groups.length === 0) return undefined
  const shown = groups.slice(0, mostGroups)
  const left = groups.length - shown.length
  const lines = [
    'These changes are wanted by the policy, and GitHub lets only a person make them. Gatehouse looks every ten minutes: what is done goes from this list, and the issue is closed when nothing is left.',
    shown.map((group) => lineOf(group, login)).join('\n'),
    ...(left > 0 ? [`And ${left} more.`] : []),
    `Which repositories are meant is told by ${markdownCode(`gatehouse plan --organization ${login}`)}: not everybody who reads this may know the names of all of them.`,
  ]
  return { isOpen: true, title: 'Changes that only a person can make', text: lines.join('\n\n') }
}

/** What it says when nothing is left. */
export const nothingLeft: IssueText = {
  isOpen: false,
  title: 'Changes that only a person can make: none',
  text: 'Nothing is left to be done. When something comes up, this issue is opened again.',
}

function groupsOf(effects: readonly Waiting[], login: string): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { action, problem } of effects) {
    if (action.kind === ofOurselves) continue
    const why = withoutNames(problem ?? '', login)
    const key = JSON.stringify([action.kind, pageOf(action), why])
    const known = groups.get(key)
    groups.set(key, { action, problem: why, count: (known?.count ?? 0) + 1 })
  }
  return [...groups.values()].toSorted(
    (one, other) =>
      effectTraits[one.action.kind].order - effectTraits[other.action.kind].order ||
      one.action.kind.localeCompare(other.action.kind) ||
      one.problem.localeCompare(other.problem),
  )
}

/** Why something waits may be told in words that name a repository. */
const withoutNames = (problem: string, login: string): string =>
  problem.replaceAll(
    new RegExp(`\\b${login.replaceAll(/[^A-Za-z0-9-]/g, '')}/[A-Za-z0-9._-]+`, 'gi'),
    'a repository',
  )

const pageOf = (action: EffectAction): string => steps[action.kind]?.page?.(action) ?? ''

function lineOf({ action, problem, count }: Group, login: string): string {
  const step = steps[action.kind]
  const what = step?.what ?? `Changes of the kind ${action.kind}`
  const page = pageOf(action)
  // Without a host, so that it holds for any of GitHub's.
  const link = page === '' ? '' : ` On [GitHub's page](/organizations/${login}/settings${page}):`
  const how = step?.how === undefined ? '' : ` ${step.how}`
  const why = problem === '' ? '' : ` Why: ${escapeMarkdown(problem.replace(/\.$/, ''))}.`
  return `- [ ] **${what}**: ${count.toLocaleString('en-US')}.${link}${how}${why}`
}
