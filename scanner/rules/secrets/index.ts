import type { SecretRule } from '../../engine/rule.ts'
import { applicationRules } from './list-applications.ts'
import { formatRules } from './list-formats.ts'
import { genericRules } from './list-generic.ts'
import { infrastructureRules } from './list-infrastructure.ts'

/** Every secret rule, in the order people read them. */
export const secretRules: readonly SecretRule[] = [
  ...infrastructureRules,
  ...applicationRules,
  ...formatRules,
  ...genericRules,
]
