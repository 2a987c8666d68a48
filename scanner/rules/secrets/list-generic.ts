import type { SecretRule } from '../../engine/rule.ts'
import { generic } from './generic.ts'

/** Passwords, keys and tokens of no service we know, judged by their names and values. */
export const genericRules: readonly SecretRule[] = [...generic]
