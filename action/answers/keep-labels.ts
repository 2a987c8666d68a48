import { type Octokit, type Place, statusOf } from '../github.ts'
import type { Pending } from './threads.ts'

interface RequestLabel {
  readonly name: string
  readonly color: string
  readonly description: string
  readonly isWanted: (open: readonly Pending[], now: Date) => boolean
}

/** How a list of pull requests shows which of them wait for somebody; `is:open label:gatehouse-request` finds them. */
export const requestLabels: readonly RequestLabel[] = [
  {
    name: 'gatehouse-request',
    color: 'fbca04',
    description: 'Somebody asks that a finding may pass, and nobody has decided',
    isWanted: (open) => open.length > 0,
  },
  {
    name: 'gatehouse-overdue',
    color: 'd93f0b',
    description: 'Nobody has decided about a finding in time',
    isWanted: (open, now) => open.some(({ due }) => due <= now),
  },
]

export interface LabelledPull {
  readonly number: number
  /** Names of the labels that are on it. */
  readonly labels: readonly string[]
}

/** Puts on a pull request the labels that its open requests want, and takes off the others of ours. */
export async function keepLabels(
  octokit: Octokit,
  { owner, repo }: Place,
  { number, labels }: LabelledPull,
  open: readonly Pending[],
  now: Date,
): Promise<void> {
  const about = { owner, repo, issue_number: number }
  for (const { name, color, description, isWanted } of requestLabels) {
    const [has, wants] = [labels.includes(name), isWanted(open, now)]
    if (wants && !has) {
      // Who adds one that is not there makes it without a word of what it means.
      await unless(422, octokit.rest.issues.createLabel({ owner, repo, name, color, description }))
      await octokit.rest.issues.addLabels({ ...about, labels: [name] })
    }
    // Somebody may have taken it off meanwhile.
    if (has && !wants) await unless(404, octokit.rest.issues.removeLabel({ ...about, name }))
  }
}

async function unless(status: number, request: Promise<unknown>): Promise<void> {
  try {
    await request
  } catch (error) {
    if (statusOf(error) !== status) throw error
  }
}
