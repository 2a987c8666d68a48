/** Rights of a workflow's token, as they are written below `permissions:`. */
export type TokenRights = Readonly<Record<string, 'read' | 'write'>>

export interface Feature {
  /** What it does for people. */
  readonly does: string
  readonly needs: TokenRights
  /** What happens instead: a whole sentence. */
  readonly without: string
}

/** Everything that a run may do, and what the token must be allowed for it; messages and docs/action.md say what stands here. */
export const features = {
  scan: {
    does: 'Reads the change, the policy and the allowlist',
    needs: { contents: 'read' },
    without: 'Nothing is looked at, and the run ends as "could not scan".',
  },
  comments: {
    does: 'Comments on the lines, with suggestions',
    needs: { 'pull-requests': 'write' },
    without: 'Findings are marked as annotations and stand in the summary; the run ends the same way.',
  },
  resolve: {
    does: 'Resolves the thread of a finding that is gone',
    needs: { 'pull-requests': 'write', contents: 'write' },
    without: 'Its comment is edited to say so, and the thread stays open.',
  },
  alerts: {
    does: 'Leaves to code scanning what it says already',
    needs: { 'security-events': 'read' },
    without: 'Only what stands on the lines as a comment is known; a weakness may be said twice.',
  },
  override: {
    does: 'Takes an approver’s word for what could not be scanned',
    needs: { 'pull-requests': 'read' },
    without: 'A run that could not scan everything stays red.',
  },
  sarif: {
    does: 'Uploads SARIF to code scanning',
    needs: { 'security-events': 'write' },
    without: 'The file is written, and another step can upload it.',
  },
  answers: {
    does: 'Answers `/gatehouse` comments, and makes allowlist entries of them; labels what waits',
    needs: { contents: 'write', 'pull-requests': 'write' },
    without: 'Comments are left unanswered; entries are written by hand.',
  },
} as const satisfies Readonly<Record<string, Feature>>

export type FeatureName = keyof typeof features

/** Why a feature is off in a run and what happens instead, for its log. Pure. */
export function withoutFeature(name: FeatureName, { isFork }: { readonly isFork: boolean }): string {
  const { needs, without }: Feature = features[name]
  const writes = Object.values(needs).includes('write')
  const why =
    isFork && writes
      ? 'The token of a run for a fork only reads.'
      : `The token lacks \`permissions: ${rightsText(needs)}\`.`
  return `${why} ${without}`
}

const rightsText = (needs: TokenRights): string =>
  Object.entries(needs)
    .map(([right, level]) => `${right}: ${level}`)
    .join(', ')

/** The table of docs/action.md. Pure. */
export function featureTable(): string {
  const rows = Object.values<Feature>(features).map(
    ({ does, needs, without }) => `| ${does} | \`${rightsText(needs)}\` | ${without} |`,
  )
  return ['| what it does | the token needs | without that |', '|---|---|---|', ...rows].join('\n')
}
