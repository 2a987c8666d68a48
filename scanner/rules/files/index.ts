import type { FileRule } from '../../engine/file-rule.ts'
import { applicationRules } from './applications.ts'
import { cloudRules } from './cloud.ts'
import { databaseRules } from './databases.ts'
import { environmentRules } from './environment.ts'
import { historyRules } from './histories.ts'
import { infrastructureRules } from './infrastructure.ts'
import { keyRules } from './keys.ts'
import { keystoreRules } from './keystores.ts'
import { loginRules } from './logins.ts'
import { memoryRules } from './memory.ts'
import { passwordStoreRules } from './password-stores.ts'
import { registryRules } from './registries.ts'
import { remoteAccessRules } from './remote-access.ts'

/**
 * Every file rule. Order matters: of the rules whose name fits a file, the first that its content does not speak against
 * reports it, so within and between these tables the special stands before the general.
 */
export const fileRules: readonly FileRule[] = [
  ...environmentRules,
  ...cloudRules,
  ...registryRules,
  ...passwordStoreRules,
  ...keystoreRules,
  ...remoteAccessRules,
  ...applicationRules,
  ...infrastructureRules,
  ...databaseRules,
  ...memoryRules,
  ...historyRules,
  ...keyRules,
  ...loginRules,
]
