import type { Call } from './call.ts'

/** What can go wrong with one call. */
export type Fault =
  /** GitHub fails: 500, 502, 503 and so on. */
  | { readonly kind: 'status'; readonly status: number }
  /** No answer until the client gives up. */
  | { readonly kind: 'timeout' }
  /** The answer ends in the middle. */
  | { readonly kind: 'truncated' }
  /** Too much at once. GitHub uses both statuses. */
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  /** Something happens while the call is under way, such as a permission being taken away. */
  | { readonly kind: 'meanwhile'; readonly happens: () => void }

export interface FaultRule {
  readonly when: (call: Pick<Call, 'method' | 'path' | 'operationId'>) => boolean
  readonly fault: Fault
  /** How often; for ever if left out. */
  readonly times?: number
}

export interface Faults {
  readonly add: (rule: FaultRule) => void
  readonly clear: () => void
  readonly take: (call: Pick<Call, 'method' | 'path' | 'operationId'>) => Fault | undefined
}

export function createFaults(): Faults {
  let rules: readonly { readonly rule: FaultRule; left: number }[] = []
  return {
    add(rule) {
      rules = [...rules, { rule, left: rule.times ?? Infinity }]
    },
    clear() {
      rules = []
    },
    take(call) {
      const found = rules.find(({ rule, left }) => left > 0 && rule.when(call))
      if (found === undefined) return undefined
      found.left -= 1
      return found.rule.fault
    },
  }
}
