import type { SecretRule } from '../../engine/rule.ts'

/** Payment, messaging, monitoring, analytics, e-commerce, project tools and other services applications talk to. */
export const applicationRules: readonly SecretRule[] = []
