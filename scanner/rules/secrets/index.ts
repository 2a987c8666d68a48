import type { SecretRule } from '../../engine/rule.ts'
import { github } from './github.ts'

/** Every secret rule, in the order people read them: by what kind of service it is. */
export const secretRules: readonly SecretRule[] = [...github]
