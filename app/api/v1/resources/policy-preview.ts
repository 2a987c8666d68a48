import { z } from 'zod'
import type { CandidateFile } from '../../../enforcement/policy/candidate.ts'
import type { PolicyTrial } from '../../../enforcement/records.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import { modes } from '../../../../policies/policy-group.ts'
import { enforcedBy } from '../../../../policies/preview-policy.ts'
import schema from '../../../../policies/policy.schema.json' with { type: 'json' }
import { demand } from '../identify.ts'
import { type ApiServer, id, listOf, viewerOf } from '../route.ts'

/** What is asked of a policy that nobody has merged yet. */
export interface PolicyPreviewApi {
  /** Tries it on today's facts, of what they see. Writes nothing. */
  readonly preview: (viewer: Viewer, organization: string, candidate: CandidateFile) => Promise<PolicyTrial>
}

const reason = z.object({ found: z.string(), wanted: z.string() }).nullable()
const state = z.object({
  outcome: z.enum(['allowed', 'denied', 'needs-approval', 'unknown']),
  group: z.string().nullable(),
  mode: z.enum(modes),
})
const previewSchema = z
  .object({
    isValid: z.boolean(),
    problems: listOf(z.string()).meta({ description: 'With their places; none where it is valid.' }),
    remarks: listOf(z.string()),
    current: z.string().nullable().meta({ description: 'What it was compared with.' }),
    repositories: z.int().meta({ description: 'How many were looked at.' }),
    counts: listOf(
      z.object({ before: state.shape.outcome, after: state.shape.outcome, repositories: z.int() }),
    ),
    modeChanges: listOf(
      z.object({ before: z.enum(modes), after: z.enum(modes), repositories: z.int() }),
    ).meta({ description: 'Whose outcome stays, and of which more or less is done about it.' }),
    enforced: z.int().meta({ description: 'Repositories that come to be enforced, and were not.' }),
    changes: listOf(
      z.object({
        repository: z.string(),
        before: state,
        after: state,
        reasons: listOf(z.object({ check: z.string(), before: reason, after: reason })),
      }),
    ).meta({ description: 'At most 500: who loses access first, then by name.' }),
    more: z.int().meta({ description: 'How many changes there are beyond those.' }),
  })
  .meta({ id: 'PolicyPreview' })

/** More than anybody reads; the counts tell of all. */
const mostChanges = 500
/** As much as is read of a policy in a repository. */
export const mostPolicyText = 256 * 1024

/** `/organizations/{organization}/policy/preview`, and `/policy-schema` for editors */
export function addPolicyPreview(api: ApiServer, { preview }: PolicyPreviewApi): void {
  api.get(
    '/policy-schema',
    {
      config: { permission: 'anybody' },
      schema: {
        operationId: 'readPolicySchema',
        summary: 'What a policy may hold, as JSON Schema',
        tags: ['policy'],
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    () => schema,
  )
  api.post(
    '/organizations/:organization/policy/preview',
    {
      config: { permission: 'read-policy' },
      schema: {
        operationId: 'previewPolicy',
        summary: 'What a policy would change, by today’s facts',
        description: 'Nothing is written. One that is not valid is answered with its problems.',
        tags: ['policy'],
        params: z.object({ organization: id }),
        body: z.strictObject({
          text: z.string().max(mostPolicyText),
          name: z.string().max(200).default('gatehouse.yml'),
        }),
        response: { 200: previewSchema },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'read-policy', organization)
      return told(await preview(viewerOf(request), organization, request.body))
    },
  )
}

type Told = z.input<typeof previewSchema>

function told(trial: PolicyTrial): Told {
  if (!trial.ok)
    return {
      isValid: false,
      problems: trial.problems,
      remarks: [],
      current: null,
      repositories: 0,
      counts: [],
      modeChanges: [],
      enforced: 0,
      changes: [],
      more: 0,
    }
  const { repositories, changes, modeChanges } = trial.preview
  return {
    isValid: true,
    problems: [],
    remarks: trial.remarks,
    current: trial.current,
    repositories,
    counts: countsOf(changes),
    modeChanges,
    enforced: enforcedBy(trial.preview),
    changes: changes
      .slice(0, mostChanges)
      .map((change) => ({ ...change, reasons: change.reasons.map(toldReason) })),
    more: Math.max(0, changes.length - mostChanges),
  }
}

type Preview = Extract<PolicyTrial, { ok: true }>['preview']

const toldReason = ({ check, before, after }: Preview['changes'][number]['reasons'][number]) => ({
  check,
  before: before ?? null,
  after: after ?? null,
})

function countsOf(changes: Preview['changes']): Told['counts'] {
  const counts = new Map<
    string,
    { -readonly [Key in keyof Told['counts'][number]]: Told['counts'][number][Key] }
  >()
  for (const { before, after } of changes) {
    const key = `${before.outcome} ${after.outcome}`
    const count = counts.get(key) ?? { before: before.outcome, after: after.outcome, repositories: 0 }
    count.repositories += 1
    counts.set(key, count)
  }
  return [...counts.values()].toSorted((one, other) => other.repositories - one.repositories)
}
