import { claude as assistant } from '../../assistants/claude.ts'
import { type Entry, entries, type MapNode, textOf } from '../documents/document.ts'
import { shownName } from '../documents/shown-name.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import type { ClaudeWorkflow, WorkflowRule } from './claude-workflow.ts'
import { actionStep, commitId, workflowSample } from './workflow-sample.ts'
import { join, random } from '../../engine/sample.ts'

const credentialVariables = new Set(
  assistant.variables
    .filter(({ kind, weight }) => kind === 'secret' && weight === 'proves')
    .map(({ name }) => name),
)

/** What people write where a credential is to be filled in. */
const placeholder = /^$|\$|<|>|\*{3}|x{4}|\.{3}|your|example|placeholder|change.?me|dummy|insert|todo/i

/** Looks at the place, not at the value: which credential it is, and whether it is real, the secret rules say. */
export const credentialLiteral: WorkflowRule = {
  id: 'claude-credential-in-workflow',
  kind: 'workflow',
  findsSecrets: true,
  title: 'Claude’s credential is written in the workflow',
  severity: 'high',
  confidence: 'medium',
  why: 'Everybody who can read the repository, now or in its history, can use the credential.',
  fix: 'Revoke it, store a new one as an Actions secret and refer to it: `${{ secrets.ANTHROPIC_API_KEY }}`.',
  source: {
    url: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#authentication-protection',
    checked: 'read',
  },
  look: (claude) => [
    ...inputLiterals(claude),
    ...environments(claude).flatMap((env) => literals(claude, env, (key) => credentialVariables.has(key))),
  ],
  matches: [
    workflowSample({
      steps: [
        `- uses: anthropics/claude-code-action@${commitId()}`,
        '  with:',
        `    anthropic_api_key: ${join('sk-', 'ant-', random('base62', 20))}`,
      ],
    }),
    workflowSample({
      job: ['env:', `  ANTHROPIC_API_KEY: "${random('base62', 30)}"`],
      steps: ['- run: claude -p hi'],
    }),
  ],
  misses: [
    workflowSample({ steps: actionStep() }),
    workflowSample({
      steps: [
        `- uses: anthropics/claude-code-action@${commitId()}`,
        '  with:',
        '    anthropic_api_key: your-api-key',
      ],
    }),
    workflowSample({ steps: actionStep(["claude_code_oauth_token: ''"]) }),
  ],
}

function inputLiterals(claude: ClaudeWorkflow): readonly Sighting[] {
  return claude.jobs.flatMap(({ runs }) =>
    runs.flatMap(({ use }) => {
      const names = use.action?.inputs.credentials ?? []
      return literals(claude, use.step?.with ?? null, (key) => names.includes(key.toLowerCase()))
    }),
  )
}

/** Each `env` that reaches a step with Claude, once. */
function environments({ workflow, jobs }: ClaudeWorkflow): readonly MapNode[] {
  const all = [
    workflow.env,
    ...jobs.flatMap(({ job, runs }) => [job.env, ...runs.map(({ use }) => use.step?.env ?? null)]),
  ]
  return [...new Set(all.filter((env) => env !== null))]
}

function literals(
  claude: ClaudeWorkflow,
  values: MapNode | null,
  concerns: (key: string) => boolean,
): readonly Sighting[] {
  return entries(values)
    .filter((entry) => concerns(entry.key) && isLiteral(entry))
    .map(({ key, value }) => ({
      place: claude.workflow.document.place(value),
      note: `The value of ${shownName(key)} is given as plain text.`,
      // Never the value.
      identity: identityOf(claude.workflow.name, key),
    }))
}

const isLiteral = (entry: Entry): boolean => {
  const text = textOf(entry.value).trim()
  return text.length >= 16 && !placeholder.test(text)
}
