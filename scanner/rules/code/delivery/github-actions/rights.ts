import { get, scalars, textOf } from '../../../documents/document.ts'
import { shownName } from '../../../documents/shown-name.ts'
import { identityOf } from '../../../documents/sighting.ts'
import { actionReference } from '../../../workflows/workflow.ts'
import { actionStep, commitId, onSchedule, workflowSample } from '../../../workflows/workflow-sample.ts'
import { lines } from '../../../documents/file-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule } from '../delivery-rule.ts'

export const tokenWriteAll: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'token-write-all',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions',
    'read',
  ),
  yieldsTo: 'claude-token-write-all',
  look: ({ workflow }) => {
    const grants = new Set(
      workflow.jobs.map((job) => job.permissions ?? workflow.permissions).filter((node) => node !== null),
    )
    return [...grants]
      .filter((node) => textOf(node) === 'write-all')
      .map((node) => ({
        place: workflow.document.place(node),
        excerpt: 'permissions: write-all',
        identity: identityOf(workflow.name, 'write-all'),
      }))
  },
  matches: [
    workflowSample({ permissions: ['permissions: write-all'], steps: ['- run: make'] }),
    workflowSample({ job: ['permissions: write-all'], steps: ['- run: make'] }),
  ],
  misses: [
    workflowSample({ permissions: ['permissions: read-all'], steps: ['- run: make'] }),
    // No job has it.
    workflowSample({
      permissions: ['permissions: write-all'],
      job: ['permissions:', '  contents: read'],
      steps: ['- run: make'],
    }),
    // The rule about Claude says it.
    workflowSample({ permissions: ['permissions: write-all'], steps: actionStep() }),
  ],
}

const calling = (uses: string, secrets: readonly string[]) => ({
  path: '.github/workflows/call.yml',
  text: () =>
    lines('on: push', 'jobs:', '  call:', `    uses: ${uses}`, ...secrets.map((line) => `    ${line}`)),
})

export const inheritedSecrets: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'inherited-secrets',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsecretsinherit',
    'read',
  ),
  look: ({ workflow }) =>
    workflow.jobs.flatMap((job) => {
      const reference = job.uses && actionReference(job.uses.text)
      if (!reference || job.secrets === null || textOf(job.secrets) !== 'inherit') return []
      return [
        {
          place: workflow.document.place(job.secrets),
          note: `${shownName(reference.repository)} gets them; that of one’s own organization may be meant to.`,
          excerpt: 'secrets: inherit',
          identity: identityOf(workflow.name, job.id, reference.repository),
        },
      ]
    }),
  matches: [calling('someone/workflows/.github/workflows/deploy.yml@v1', ['secrets: inherit'])],
  misses: [
    calling('./.github/workflows/deploy.yml', ['secrets: inherit']),
    calling(`someone/workflows/.github/workflows/deploy.yml@${commitId()}`, [
      'secrets:',
      '  key: ${{ secrets.DEPLOY_KEY }}',
    ]),
  ],
}

export const selfHostedRunner: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'self-hosted-runner',
    'https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners',
    'read',
  ),
  look: ({ workflow, events }) => {
    const fromForks = events.filter((event) => /^pull_request(?:_target)?$/.test(event))
    if (fromForks.length === 0) return []
    return workflow.jobs.flatMap((job) => {
      const runsOn = get(job.node, 'runs-on')
      const label = scalars(get(runsOn, 'labels') ?? runsOn).find(({ text }) => text.trim() === 'self-hosted')
      if (!label) return []
      return [
        {
          place: workflow.document.place(label),
          note: 'This matters where the repository is public or anybody in a large organization can fork it.',
          excerpt: 'runs-on: self-hosted',
          identity: identityOf(workflow.name, job.id, 'self-hosted'),
        },
      ]
    })
  },
  matches: [
    runnerSample(['pull_request:'], 'self-hosted'),
    runnerSample(['pull_request:'], '[self-hosted, linux]'),
  ],
  misses: [runnerSample(onSchedule, 'self-hosted'), runnerSample(['pull_request:'], 'ubuntu-latest')],
}

function runnerSample(on: readonly string[], runsOn: string) {
  return {
    path: '.github/workflows/test.yml',
    text: () =>
      lines(
        'on:',
        ...on.map((line) => `  ${line}`),
        'jobs:',
        '  test:',
        `    runs-on: ${runsOn}`,
        '    steps:',
        '      - run: make',
      ),
  }
}
