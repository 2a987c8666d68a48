/** A kind of data that is kept for a time. Names are permanent: settings and the audit log have them. */
export const retentionClasses = [
  {
    id: 'findings',
    title: 'Findings that are gone',
    note: 'Found in no commit and no file any more. One that comes back is a new finding.',
    usual: 730,
    floor: 0,
    why: null,
  },
  {
    id: 'scans',
    title: 'Scans of repositories that are gone',
    note: 'What was read of them, and the alerts of GitHub’s own scanning. The scan of a repository that is there is what its decision needs, and stays.',
    usual: 365,
    floor: 0,
    why: null,
  },
  {
    id: 'sweeps',
    title: 'Re-checks',
    note: 'When each began and ended, and what it could not read. The last one that ended stays.',
    usual: 730,
    floor: 0,
    why: null,
  },
  {
    id: 'requests',
    title: 'Requests that were answered',
    note: 'With the reasons that people gave. One that led to an approval is kept as long as the approval.',
    usual: 2555,
    floor: 0,
    why: null,
  },
  {
    id: 'approvals',
    title: 'Approvals that are over',
    note: 'Who let Claude in, for whom, until when; emergencies and their reviews among them.',
    usual: 2555,
    floor: 365,
    why: 'An audit looks back a year, and asks who let Claude in.',
  },
  {
    id: 'exceptions',
    title: 'Exceptions that are over',
    note: 'What was waived, and what was done instead.',
    usual: 2555,
    floor: 365,
    why: 'An audit looks back a year, and asks what was waived.',
  },
  {
    id: 'verdicts',
    title: 'Verdicts that are over',
    note: 'What people said of findings, with reasons and evidence.',
    usual: 2555,
    floor: 365,
    why: 'An audit looks back a year, and asks why a finding was left.',
  },
  {
    id: 'connections',
    title: 'Connections that have ended',
    note: 'From when to when Claude reached a repository.',
    usual: 2555,
    floor: 90,
    why: 'Whether Claude could read a secret before it was found is told by these.',
  },
  {
    id: 'sessions',
    title: 'Sessions that are over',
    note: 'Who was signed in with which browser. They are of the whole deployment: the organization that keeps them longest decides.',
    usual: 90,
    floor: 0,
    why: null,
  },
] as const
export type RetentionClass = (typeof retentionClasses)[number]['id']

/** For how many days each class is kept. */
export type RetentionDays = Readonly<Record<RetentionClass, number>>

/** A century: more is a slip of the keyboard. */
export const mostDays = 36_525

/** @param set what was set otherwise than by default; unknown names are of another version, and say nothing */
export const daysOf = (set: readonly { readonly class: string; readonly days: number }[]): RetentionDays =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- it has each class once
  Object.fromEntries(
    retentionClasses.map(({ id, usual, floor }) => [
      id,
      // A floor that a newer version has raised holds for what was set before it.
      Math.max(floor, set.find((one) => one.class === id)?.days ?? usual),
    ]),
  ) as RetentionDays

/** What of a wish cannot be: each in words. */
export const refusals = (wished: Readonly<Partial<Record<RetentionClass, number>>>): readonly string[] =>
  retentionClasses.flatMap(({ id, title, floor, why }) => {
    const days = wished[id]
    if (days === undefined || days >= floor) return []
    return [`${title} are kept for ${floor} days at least. ${why ?? ''}`.trim()]
  })

/** What would be deleted of a class now. */
export interface RetentionCount {
  readonly class: RetentionClass
  readonly rows: number
  /** Of what would be deleted; null: nothing would be. */
  readonly oldest: Date | null
}

/** What nobody may delete meanwhile. Neither repository nor person: all of the organization. */
export interface LegalHold {
  readonly id: string
  readonly repository: string | null
  readonly repositoryName: string | null
  readonly person: string | null
  /** null: erased, or no person is meant */
  readonly login: string | null
  readonly reason: string
  /** Login; null: erased, or by the deployment's commands. */
  readonly placedBy: string | null
  readonly placedAt: Date
}
