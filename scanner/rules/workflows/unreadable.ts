import type { RuleInfo } from '../../engine/rule.ts'

/** A workflow or action that can't be read, so that nothing is known of it. It has no proof of its own: see the reader's tests. */
export const workflowUnreadable: RuleInfo = {
  id: 'workflow-unreadable',
  kind: 'workflow',
  title: 'Workflow could not be read',
  severity: 'info',
  confidence: 'high',
  why: 'Whether Claude runs in it, and how, is not known.',
  fix: 'Correct the place named. GitHub does not run a workflow that is not valid either.',
  source: {
    url: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    checked: 'read',
  },
}
