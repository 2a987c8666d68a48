import { z } from 'zod'
import { gravestFirst } from '../report/order.ts'

const severities = gravestFirst.filter((one) => one !== 'info')

/** By whom Claude is asked for a second opinion. */
export const claudeProviders = ['anthropic', 'bedrock', 'vertex'] as const

/** What a workflow may say; `action.yml` lists the same with the same defaults, and a test compares them. */
export const inputsSchema = z.strictObject({
  token: z.string().min(1, 'Give a token, or leave it out: the workflow’s own is the default.'),
  mode: z.enum(['comment', 'observe']),
  'fail-on': z.enum(['critical', 'high', 'medium', 'low', 'never']),
  'max-comments': z.coerce.number().int().min(0).max(50),
  policy: z.string().regex(/^(?!\/)(?!.*\.\.).+$/, 'Give a path inside the repository.'),
  'sarif-file': z.string(),
  'upload-sarif': z.enum(['true', 'false']).transform((text) => text === 'true'),
  'anthropic-api-key': z.string(),
  'claude-through': z.enum(claudeProviders),
  'claude-model': z.string().regex(/^[\w.:@/-]{1,200}$/, 'Give the name of a model.'),
  'claude-max-tokens': z.coerce.number().int().min(4_000).max(500_000),
  'claude-max-cost': z.coerce.number().min(0.01).max(100),
  baseline: z.string().regex(/^(?!\/)(?!.*\.\.).*$/, 'Give a path inside the repository.'),
  'sarif-inputs': z
    .string()
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .refine(
      (globs) => globs.length <= 20 && globs.every((glob) => !/^\/|\.\./.test(glob)),
      'Give at most 20 patterns of paths inside the workspace, one a line.',
    ),
  'claude-review': z.string().regex(/^(?!\/)(?!.*\.\.).*$/, 'Give a path inside the workspace.'),
  task: z.enum(['auto', 'answers']),
  'comment-author': z.string().regex(/^[A-Za-z0-9_.-]+(?:\[bot\])?$/, 'Give a login, such as `my-app[bot]`.'),
})
export type Inputs = z.output<typeof inputsSchema>
export const inputNames = Object.keys(inputsSchema.shape)

/** The severities that may fail a run, the gravest first; empty: none. */
export const failingSeverities = (failOn: Inputs['fail-on']): readonly string[] =>
  failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)

/** A run that cannot begin, and what to change in the workflow. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

/**
 * @param read gives an input by its name, empty where there is none
 * @throws BadInput naming each wrong input, never a token
 */
export function readInputs(read: (name: string) => string): Inputs {
  const written = Object.fromEntries(inputNames.map((name) => [name, read(name).trim()]))
  const parsed = inputsSchema.safeParse(written)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${wordsFor(issue)}`)
  throw new BadInput(`The workflow gives inputs that are not understood.\n${lines.join('\n')}`)
}

/** Never what was written: it may be a token at the wrong place. */
function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `Allowed: ${issue.values.join(', ')}.`
  if (issue.code === 'invalid_type') return 'Give a number.'
  if (issue.code === 'too_big') return `At most ${issue.maximum}.`
  return issue.code === 'too_small' && issue.origin === 'number'
    ? `At least ${issue.minimum}.`
    : issue.message
}
