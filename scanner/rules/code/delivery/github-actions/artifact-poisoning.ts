import { get, textOf } from '../../../documents/document.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { actionReference, type Job, type Step } from '../../../workflows/workflow.ts'
import { workflowSample } from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule, WorkflowSubject } from '../delivery-rule.ts'

const afterAnother = ['workflow_run:', '  workflows: [CI]', '  types: [completed]']
const download = [
  '- uses: actions/download-artifact@v5',
  '  with:',
  '    run-id: ${{ github.event.workflow_run.id }}',
]

export const artifactPoisoning: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'artifact-poisoning',
    'https://codeql.github.com/codeql-query-help/actions/actions-artifact-poisoning-medium/',
    'read',
  ),
  look: (subject) => subject.workflow.jobs.flatMap((job) => inJob(subject, job)),
  matches: [
    workflowSample({ on: afterAnother, steps: [...download, '- run: ./build/report'] }),
    workflowSample({
      on: afterAnother,
      steps: ['- uses: dawidd6/action-download-artifact@v6', '- run: cat number >> $GITHUB_ENV'],
    }),
  ],
  misses: [
    workflowSample({ on: afterAnother, steps: ['- uses: actions/download-artifact@v5', '- run: make'] }),
    workflowSample({ on: ['push:'], steps: [...download, '- run: make'] }),
    workflowSample({ on: afterAnother, steps: ['- run: make', ...download] }),
    workflowSample({
      on: afterAnother,
      steps: [...download, '    path: ${{ runner.temp }}/report', '- run: make'],
    }),
  ],
}

function inJob({ workflow, events, reach }: WorkflowSubject, job: Job): readonly Sighting[] {
  if (!events.includes('workflow_run')) return []
  return job.steps.flatMap((step, index) => {
    const range = downloadOf(step)
    if (range === null || reach(job, step) === 'no') return []
    if (!job.steps.slice(index + 1).some(({ run }) => run !== null)) return []
    return [
      {
        place: workflow.document.place(range),
        excerpt: range.text.slice(0, 160),
        identity: identityOf(workflow.name, job.id, range.text),
      },
    ]
  })
}

/** A step that unpacks an artifact of another run into the workspace. */
function downloadOf({ uses, ...step }: Step) {
  const repository = uses && actionReference(uses.text)?.repository
  const isOther =
    (repository === 'actions/download-artifact' && textOf(get(step.with, 'run-id')).trim() !== '') ||
    repository === 'dawidd6/action-download-artifact'
  return isOther && !/runner\.temp|RUNNER_TEMP|\/tmp\b/.test(textOf(get(step.with, 'path'))) ? uses : null
}
