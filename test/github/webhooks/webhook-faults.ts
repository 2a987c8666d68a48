/** What can happen to a delivery on its way. */
export type WebhookFault =
  /** GitHub never sends it, and its log does not know of it. */
  | { readonly kind: 'drop' }
  /** Nobody is there; the log says so, and it can be redelivered. */
  | { readonly kind: 'fail' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'duplicate' }
  /** It goes after the one that comes next. */
  | { readonly kind: 'reorder' }

export interface WebhookFaultRule {
  readonly when?: (delivery: { readonly event: string; readonly action: string | undefined }) => boolean
  readonly fault: WebhookFault
  /** How often; for ever if left out. */
  readonly times?: number
}

export interface WebhookFaults {
  readonly add: (rule: WebhookFaultRule) => void
  readonly clear: () => void
  readonly take: (delivery: {
    readonly event: string
    readonly action: string | undefined
  }) => WebhookFault | undefined
}

export function createWebhookFaults(): WebhookFaults {
  let rules: readonly { readonly rule: WebhookFaultRule; left: number }[] = []
  return {
    add(rule) {
      rules = [...rules, { rule, left: rule.times ?? Infinity }]
    },
    clear() {
      rules = []
    },
    take(delivery) {
      const found = rules.find(({ rule, left }) => left > 0 && (rule.when?.(delivery) ?? true))
      if (found === undefined) return undefined
      found.left -= 1
      return found.rule.fault
    },
  }
}
