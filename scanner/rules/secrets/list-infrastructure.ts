import type { SecretRule } from '../../engine/rule.ts'
import { github } from './github.ts'

/** Clouds, hosting, git hosts, CI, package registries, infrastructure. */
export const infrastructureRules: readonly SecretRule[] = [...github]
