import type { CodeRule } from '../code-rule.ts'
import { weakHash } from './weak-hash.ts'

export const javascriptRules: readonly CodeRule[] = [weakHash]
