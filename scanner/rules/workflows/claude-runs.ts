import { shownNames } from '../documents/shown-name.ts'
import { identityOf } from '../documents/sighting.ts'
import { workflowSample, actionStep, baseAction, commitId } from './workflow-sample.ts'
import type { WorkflowRule } from './claude-workflow.ts'

/** The fact itself, so that it is seen: not a problem. */
export const claudeRuns: WorkflowRule = {
  id: 'claude-workflow',
  kind: 'workflow',
  title: 'Claude runs in this workflow',
  severity: 'info',
  confidence: 'high',
  why: 'Claude reads the repository here with the rights of the workflow, whether or not the Claude GitHub App is installed.',
  fix: 'Nothing needs fixing if this is wanted; otherwise disable or remove the workflow and the secrets it uses.',
  source: { url: 'https://code.claude.com/docs/en/github-actions', checked: 'read' },
  look: ({ workflow, jobs, events }) =>
    jobs.flatMap(({ job, runs }) =>
      runs.map(({ use }) => ({
        place: workflow.document.place(use.range),
        confidence: use.confidence,
        note: `Found ${use.what}${events.length > 0 ? `; started by ${shownNames(events)}` : ''}.`,
        identity: identityOf(workflow.name, job.id, use.form, use.what),
      })),
    ),
  matches: [
    workflowSample({ steps: actionStep() }),
    workflowSample({ steps: actionStep([], baseAction) }),
    workflowSample({ steps: [`- uses: anthropics/claude-code-action/base-action@${commitId()}`] }),
    workflowSample({
      steps: ['- run: npx --yes @anthropic-ai/claude-code@1.0.3 --print "Check the change"'],
    }),
    workflowSample({
      steps: ['- run: |', '    git diff main \\', '      | claude -p "Name the typing errors"'],
    }),
    workflowSample({ steps: ['- run: OUT="$(claude --print "Sum it up")"'] }),
    workflowSample({ steps: ['- run: curl -fsSL https://claude.ai/install.sh | bash'] }),
    workflowSample({ steps: ['- run: pip install claude-agent-sdk==0.1.0'] }),
    workflowSample({
      steps: ['- run: python review.py', '  env:', '    ANTHROPIC_API_KEY: ${{ secrets.ANTHROPIC_API_KEY }}'],
    }),
  ],
  misses: [
    workflowSample({ steps: ['- run: echo "Write claude -p to ask Claude"'] }),
    workflowSample({ steps: ['# - uses: anthropics/claude-code-action@v1', '- run: npm test'] }),
    workflowSample({ steps: ['- run: |', '    cat > help.txt <<END', '    claude -p "hello"', '    END'] }),
    workflowSample({ steps: [`- uses: anthropics/claude-code-action/agent-approval-check@${commitId()}`] }),
  ],
}
