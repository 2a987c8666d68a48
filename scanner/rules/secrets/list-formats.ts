import type { SecretRule } from '../../engine/rule.ts'

/** AI providers, databases, private keys, credentials in addresses and headers, tools' configuration files. */
export const formatRules: readonly SecretRule[] = []
