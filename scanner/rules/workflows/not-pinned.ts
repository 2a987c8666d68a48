import { identityOf } from '../documents/sighting.ts'
import { isName, shownName } from '../documents/shown-name.ts'
import type { ClaudeUse } from './claude-use.ts'
import type { WorkflowRule } from './claude-workflow.ts'
import { isPinned } from './workflow.ts'
import { actionStep, commitId, workflowSample } from './workflow-sample.ts'

/** Whether a reference looks like the tag of a release, not like a branch. */
export const isVersion = (ref: string): boolean => /^v?\d+(?:\.\d+)*$/.test(ref)

/** An action of Claude taken at a tag or branch, which can be moved to other code. */
export const actionNotPinned: WorkflowRule = {
  id: 'claude-action-not-pinned',
  kind: 'workflow',
  title: 'Claude action not pinned to a commit',
  severity: 'medium',
  confidence: 'high',
  why: 'A tag or branch can be moved. Whoever can move it runs code here with the API key and the token of this job.',
  fix: 'Write the whole commit id after the @ and the version in a comment; Dependabot and Renovate keep both up to date.',
  source: {
    url: 'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
    checked: 'read',
  },
  look: ({ workflow, jobs }) =>
    jobs.flatMap(({ job, runs }) =>
      runs
        .filter(({ use }) => isMovable(use))
        .map(({ use }) => {
          const { repository, ref } = use.reference!
          return {
            place: workflow.document.place(use.range),
            // Moving a release tag leaves traces and takes more than pushing to a branch.
            severity: isVersion(ref) ? ('low' as const) : ('medium' as const),
            note: `Pinned to ${ref === '' ? 'nothing' : shownName(ref)}. \`gh api repos/${repository}/commits/${
              isName(ref) ? ref : 'HEAD'
            } --jq .sha\` prints the commit to write instead.`,
            identity: identityOf(workflow.name, job.id, use.what, ref),
          }
        }),
    ),
  matches: [
    workflowSample({ steps: ['- uses: anthropics/claude-code-action@v1'] }),
    workflowSample({ steps: ['- uses: anthropics/claude-code-action/base-action@main'] }),
    workflowSample({ steps: ['- uses: Anthropics/claude-code-base-action@beta'] }),
    workflowSample({ steps: [`- uses: anthropics/claude-code-security-review@${commitId().slice(0, 7)}`] }),
  ],
  misses: [
    workflowSample({ steps: actionStep() }),
    workflowSample({ steps: ['- uses: actions/checkout@v6'] }),
  ],
}

function isMovable({ reference, action, form }: ClaudeUse): boolean {
  return reference !== null && (action !== null || form === 'reusable-workflow') && !isPinned(reference.ref)
}

/** Claude Code installed or run without a version. */
export const installNotPinned: WorkflowRule = {
  id: 'claude-install-not-pinned',
  kind: 'workflow',
  title: 'Claude Code installed without a version',
  severity: 'low',
  confidence: 'high',
  why: 'Each run takes whatever version is newest at that moment, so the same commit can behave differently tomorrow.',
  fix: 'Name an exact version, for example `npm install -g @anthropic-ai/claude-code@X.Y.Z`.',
  source: { url: 'https://code.claude.com/docs/en/setup', checked: 'read' },
  look: ({ workflow, jobs }) =>
    jobs.flatMap(({ job, runs }) =>
      runs
        .filter(({ use }) => use.command !== null && use.command.version === null)
        .map(({ use }) => ({
          place: workflow.document.place(use.range),
          identity: identityOf(workflow.name, job.id, use.what),
        })),
    ),
  matches: [
    workflowSample({ steps: ['- run: npm install --global @anthropic-ai/claude-code'] }),
    workflowSample({ steps: ['- run: npx -y @anthropic-ai/claude-code@latest -p "Look at it"'] }),
    workflowSample({ steps: ['- run: python -m pip install claude-agent-sdk'] }),
  ],
  misses: [
    workflowSample({ steps: ['- run: npm i -g @anthropic-ai/claude-code@2.0.1'] }),
    workflowSample({ steps: ['- run: claude -p "Look at it"'] }),
    workflowSample({ steps: ['- run: pip install "claude-agent-sdk==0.1.0"'] }),
  ],
}
