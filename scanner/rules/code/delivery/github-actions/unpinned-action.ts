import type { Confidence, Severity } from '../../../../engine/rule.ts'
import { type DocumentNode, type ScalarNode, textOf } from '../../../documents/document.ts'
import { isName, shownName } from '../../../documents/shown-name.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { isVersion } from '../../../workflows/not-pinned.ts'
import { actionReference, isPinned, type Job, type Step, type Workflow } from '../../../workflows/workflow.ts'
import { actionStep, commitId, workflowSample } from '../../../workflows/workflow-sample.ts'
import { papersFor } from '../../papers.ts'
import type { WorkflowCodeRule } from '../delivery-rule.ts'
import { actionSample } from './action-sample.ts'

export const unpinnedAction: WorkflowCodeRule = {
  ...papersFor(
    'github-actions',
    'unpinned-action',
    'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  ),
  yieldsTo: 'claude-action-not-pinned',
  look: ({ workflow, owner }) => {
    const known = { owner, owners: ownersIn(workflow), holdsSecrets: secretHolders(workflow) }
    return workflow.jobs.flatMap((job) => [
      ...(job.uses ? inUses(workflow, known, job, null, job.uses) : []),
      ...job.steps.flatMap((step) => (step.uses ? inUses(workflow, known, job, step, step.uses) : [])),
    ])
  },
  matches: [
    workflowSample({ steps: ['- uses: someone/deploy@main'] }),
    workflowSample({ steps: ['- uses: someone/deploy@v1'] }),
    workflowSample({ steps: ['- uses: someone/deploy'] }),
    workflowSample({ steps: [`- uses: someone/deploy@${commitId().slice(0, 7)}`] }),
    workflowSample({ steps: ['- uses: docker://ghcr.io/someone/tool:latest'] }),
    actionSample(['- uses: someone/tool/part@v2']),
  ],
  misses: [
    workflowSample({ steps: [`- uses: someone/deploy@${commitId()} # v1`] }),
    workflowSample({ steps: ['- uses: actions/checkout@v6', '- uses: github/codeql-action/init@v4'] }),
    workflowSample({ steps: ['- uses: ./.github/actions/own'] }),
    workflowSample({ steps: [`- uses: docker://ghcr.io/someone/tool@sha256:${'0a'.repeat(32)}`] }),
    // The rule about Claude says it.
    workflowSample({ steps: ['- uses: anthropics/claude-code-action@v1'] }),
    workflowSample({ steps: actionStep() }),
  ],
}

/** Who can move these runs the workflow anyway. */
const firstParty = /^(?:actions|github)\//

/** What is worked out once for all uses of a workflow. */
interface Known {
  /** Whose repository this is for certain: what is theirs is no third party's. */
  readonly owner: string | undefined
  /** Whose it is by what the workflow says. */
  readonly owners: ReadonlySet<string>
  readonly holdsSecrets: (node: DocumentNode) => boolean
}

function inUses(
  workflow: Workflow,
  known: Known,
  job: Job,
  step: Step | null,
  uses: ScalarNode,
): readonly Sighting[] {
  const given = step === null ? [job.with, job.secrets] : [step.with, step.env, job.env, workflow.env]
  const isTrusted = given.some((node) => node !== null && known.holdsSecrets(node))
  const found = judge(known, isTrusted, uses.text.trim())
  if (found === null) return []
  const { identity, ...judged } = found
  return [
    {
      place: workflow.document.place(uses),
      ...judged,
      excerpt: uses.text.trim().slice(0, 160),
      identity: identityOf(workflow.name, job.id, identity),
    },
  ]
}

interface Judged {
  readonly severity: Severity
  readonly confidence: Confidence
  readonly note: string
  readonly identity: string
}

/** @param isTrusted whether it is given secrets */
function judge({ owner, owners }: Known, isTrusted: boolean, uses: string): Judged | null {
  if (uses.startsWith('docker://')) return judgeImage(uses)
  const reference = actionReference(uses)
  if (reference === null || isPinned(reference.ref) || firstParty.test(reference.repository)) return null
  const { repository, ref } = reference
  const by = repository.split('/', 1)[0]!
  if (by === owner) return null
  // Moving a release tag leaves traces and takes more than pushing to a branch.
  const isTag = isVersion(ref) || /^(?:release\/)?v?\d+(?:\.\d+){0,3}(?:[-+][\w.]+)?$/.test(ref)
  const isOwn = owners.has(by)
  const how = ref === '' ? 'nothing' : shownName(ref)
  const command = `\`gh api repos/${repository}/commits/${isName(ref) && ref !== '' ? ref : 'HEAD'} --jq .sha\` prints the commit to write instead.`
  return {
    severity: isOwn || (isTag && !isTrusted) ? 'low' : 'medium',
    // Where only code is read, many take the tags of well-known actions knowingly.
    confidence: isOwn ? 'low' : isTag && !isTrusted ? 'medium' : 'high',
    note: `Pinned to ${how}${isTrusted ? ', and it is given secrets' : ''}. ${command}`,
    identity: uses,
  }
}

function judgeImage(uses: string): Judged | null {
  if (/@sha256:[0-9a-f]{64}$/.test(uses)) return null
  return {
    severity: 'low',
    confidence: 'medium',
    note: 'The image is named by a tag, which can be moved; its digest (`@sha256:…`) can not.',
    identity: uses,
  }
}

/** Whose repository this is, where the workflow says so: `if: github.repository == 'owner/name'`. In lower case. */
function ownersIn({ document }: Workflow): ReadonlySet<string> {
  const said = document.text.matchAll(
    /\bgithub\.repository(?:_owner)?\s{0,3}==\s{0,3}["']([\w-]{1,40})["'/]/g,
  )
  return new Set([...said].map(({ 1: owner }) => owner!.toLowerCase()))
}

/** Secrets other than the token of the run, which the rights of the job limit. */
const ofSecrets = /\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b)|\[|\))/i

/** One map may reach many steps; each is read through once. */
function secretHolders({ document }: Workflow): (node: DocumentNode) => boolean {
  const known = new Map<DocumentNode, boolean>()
  return (node) => {
    const before = known.get(node)
    if (before !== undefined) return before
    const holds = ofSecrets.test(document.text.slice(node.start, node.end)) || textOf(node) === 'inherit'
    known.set(node, holds)
    return holds
  }
}
