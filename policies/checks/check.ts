import type { z } from 'zod'
import type { AssessedFinding } from '../assessed-finding.ts'
import type { Facts } from '../facts.ts'
import type { Reason } from '../readiness.ts'

/** What a check looks at. */
export interface Scene {
  readonly facts: Facts
  readonly findings: readonly AssessedFinding[]
}

/** What a check answers; `judgeCondition` makes a reason of it. */
export type Answer = Pick<Reason, 'state' | 'found' | 'todo' | 'findings'>

/** One condition a policy can set, as it is written. */
interface CheckDefinition<Name extends string, Schema extends z.ZodType> {
  /** How it is written under `conditions:`. */
  readonly name: Name
  /** Permanent, in reasons and reports. */
  readonly id: string
  /** Who can answer: a scan of the files, or only GitHub. */
  readonly needs: 'scan' | 'github'
  readonly setting: Schema
  /** What the policy wants, continuing "wanted: …", for people. */
  readonly wanted: (setting: z.output<Schema>) => string
  readonly judge: (setting: z.output<Schema>, scene: Scene) => Answer
}

/** One condition a policy can set, as it is used: settings come from data, so their type is only known after a look. */
export interface PolicyCheck<Name extends string, Schema extends z.ZodType> extends Omit<
  CheckDefinition<Name, Schema>,
  'wanted' | 'judge'
> {
  readonly wanted: (setting: unknown) => string
  readonly judge: (setting: unknown, scene: Scene) => Answer
}

export function defineCheck<const Name extends string, Schema extends z.ZodType>(
  check: CheckDefinition<Name, Schema>,
): PolicyCheck<Name, Schema> {
  const { setting, wanted, judge } = check
  return {
    ...check,
    wanted: (value) => wanted(setting.parse(value)),
    judge: (value, scene) => judge(setting.parse(value), scene),
  }
}

export const met = (found: string): Answer => ({ state: 'met', found })
export const unmet = (found: string, todo: string, findings: readonly string[] = []): Answer => ({
  state: 'unmet',
  found,
  todo,
  ...(findings.length > 0 && { findings }),
})
export const unreadable = (why: string, todo = 'Make it readable, then check again.'): Answer => ({
  state: 'unknown',
  found: `could not be read: ${why}`,
  todo,
})
