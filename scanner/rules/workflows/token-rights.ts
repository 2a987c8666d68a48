import { type DocumentNode, entries, type Range, textOf } from '../documents/document.ts'
import { shownNames } from '../documents/shown-name.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import type { ClaudeWorkflow, WorkflowRule } from './claude-workflow.ts'
import { actionStep, workflowSample } from './workflow-sample.ts'

const tokens = {
  url: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  checked: 'read',
} as const

/**
 * Rights that nothing Claude's actions do needs.
 * (https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#github-app-permissions, read.)
 */
const unneeded = new Set([
  'packages',
  'deployments',
  'security-events',
  'pages',
  'repository-projects',
  'attestations',
  'actions',
  'administration',
])

/** Where the rights of the jobs that run Claude are set; each place once. */
function grants({ workflow, jobs }: ClaudeWorkflow): readonly DocumentNode[] {
  return [
    ...new Set(
      jobs.map(({ job }) => job.permissions ?? workflow.permissions).filter((node) => node !== null),
    ),
  ]
}

export const tokenMayWriteAll: WorkflowRule = {
  id: 'claude-token-write-all',
  kind: 'workflow',
  title: 'Claude’s job may write everything',
  severity: 'medium',
  confidence: 'high',
  why: 'The token of the job can change code, releases, packages and workflows’ settings; whatever steers Claude can use it.',
  fix: 'List the rights it needs, for example `contents: read`, `pull-requests: write`, `id-token: write`.',
  source: tokens,
  look: (claude) => {
    const open = claude.jobs.some(({ runs }) => runs.some((run) => run.outsiders === 'yes'))
    return grants(claude)
      .filter((node) => textOf(node) === 'write-all')
      .map((node) => ({
        place: claude.workflow.document.place(node),
        severity: open ? ('high' as const) : ('medium' as const),
        identity: identityOf(claude.workflow.name, 'write-all'),
      }))
  },
  matches: [
    workflowSample({ permissions: ['permissions: write-all'], steps: actionStep() }),
    workflowSample({ job: ['permissions: write-all'], steps: actionStep() }),
  ],
  misses: [
    workflowSample({ permissions: ['permissions: read-all'], steps: actionStep() }),
    workflowSample({
      permissions: ['permissions: write-all'],
      job: ['permissions:', '  contents: read'],
      steps: actionStep(),
    }),
  ],
}

export const tokenMayWriteMore: WorkflowRule = {
  id: 'claude-token-rights-unneeded',
  kind: 'workflow',
  title: 'Claude’s job has rights it does not need',
  severity: 'low',
  confidence: 'medium',
  why: 'What Claude is steered to do can use every right of the job’s token, also those that no step needs.',
  fix: 'Move the steps that need these rights into a job of their own, or take the rights out.',
  source: tokens,
  look: (claude) =>
    grants(claude).flatMap((node): readonly Sighting[] => {
      const more = entries(node).filter(({ key, value }) => unneeded.has(key) && textOf(value) === 'write')
      if (more.length === 0) return []
      const names = more.map(({ key }) => key)
      const range: Range = { start: more[0]!.keyRange.start, end: more[0]!.value.end }
      return [
        {
          place: claude.workflow.document.place(range),
          note: `The job may write ${shownNames(names)}.`,
          identity: identityOf(claude.workflow.name, ...names),
        },
      ]
    }),
  matches: [
    workflowSample({
      permissions: ['permissions:', '  contents: read', '  packages: write'],
      steps: actionStep(),
    }),
  ],
  misses: [
    workflowSample({
      permissions: [
        'permissions:',
        '  contents: write',
        '  issues: write',
        '  id-token: write',
        '  actions: read',
      ],
      steps: actionStep(),
    }),
    workflowSample({ permissions: ['permissions:', '  packages: write'], steps: ['- run: npm publish'] }),
  ],
}

export const tokenRightsNotSet: WorkflowRule = {
  id: 'claude-token-rights-not-set',
  kind: 'workflow',
  title: 'Claude’s job does not limit its token',
  severity: 'low',
  confidence: 'low',
  why: 'Without `permissions` the token has whatever the repository’s settings say, which may be the right to write everything.',
  fix: 'Add `permissions:` with the rights the job needs.',
  source: tokens,
  look: ({ workflow, jobs }) => {
    if (workflow.kind !== 'workflow' || workflow.permissions) return []
    return jobs
      .filter(({ job, runs }) => !job.permissions && runs.some(({ use }) => use.form !== 'credential'))
      .map(({ job }) => ({
        place: workflow.document.place(job.idRange),
        identity: identityOf(workflow.name, job.id),
      }))
  },
  matches: [workflowSample({ permissions: [], steps: actionStep() })],
  misses: [
    workflowSample({ steps: actionStep() }),
    workflowSample({ permissions: [], job: ['permissions: {}'], steps: actionStep() }),
  ],
}
