import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One labelled text: a line of the case file. */
const secretCase = z.object({
  id: z.string(),
  source: z.string(),
  service: z.string(),
  rule: z.string(),
  expected: z.boolean(),
  /** base64 of the bytes. */
  text: z.string(),
  /** Less than 1 where a source repeats one secret in many wrappings. */
  weight: z.number(),
  filename: z.string().optional(),
  /** A negative of one rule may well hold another rule's secret. */
  neg_scope: z.enum(['this-rule', 'all-rules']).nullish(),
  /** Sources that call the same text positive and negative. */
  neg_conflict: z.unknown().optional(),
  /** 1-based. */
  expected_lines: z.array(z.number()).nullish(),
})
export type SecretCase = z.infer<typeof secretCase>

/**
 * Reads a case file, one JSON object a line.
 * @param services where given, only cases of these
 */
export function readSecretCases(file: string, services: readonly string[] = []): readonly SecretCase[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const cases = lines.map((line) => secretCase.parse(JSON.parse(line)))
  return services.length === 0 ? cases : cases.filter(({ service }) => services.includes(service))
}

/** Whether the sources agree on a case, so that it can be counted. */
export const isAgreed = (one: SecretCase): boolean => !one.neg_conflict
