import type { SecretRule } from '../../engine/rule.ts'
import { callSecrets } from './call-secrets.ts'
import { generic } from './generic.ts'

/** Passwords, keys and tokens of no service we know, judged by their names, or the calls they stand in, and values. */
export const genericRules: readonly SecretRule[] = [...generic, ...callSecrets]
