import type { SecretRule } from '../../engine/rule.ts'
import { aiPlatforms } from './ai-platforms.ts'
import { aiTools } from './ai-tools.ts'
import { anthropic } from './anthropic.ts'
import { commandLines } from './command-lines.ts'
import { connectionStrings } from './connection-strings.ts'
import { databaseAddresses } from './database-addresses.ts'
import { dotnetCredentials } from './dotnet-credentials.ts'
import { frameworkKeys } from './framework-keys.ts'
import { httpAuthorization } from './http-authorization.ts'
import { huggingface } from './huggingface.ts'
import { jwt } from './jwt.ts'
import { modelProviders } from './model-providers.ts'
import { openai } from './openai.ts'
import { privateKeys } from './private-keys.ts'
import { serverSettings } from './server-settings.ts'
import { toolSettings } from './tool-settings.ts'
import { urlCredentials } from './url-credentials.ts'
import { wallets } from './wallets.ts'
import { writtenDown } from './written-down.ts'

/** AI providers, databases, private keys, credentials in addresses and headers, tools' configuration files. */
export const formatRules: readonly SecretRule[] = [
  ...anthropic,
  ...openai,
  ...huggingface,
  ...modelProviders,
  ...aiPlatforms,
  ...aiTools,
  ...privateKeys,
  ...wallets,
  ...databaseAddresses,
  ...connectionStrings,
  ...urlCredentials,
  ...httpAuthorization,
  ...jwt,
  ...dotnetCredentials,
  ...commandLines,
  ...frameworkKeys,
  ...toolSettings,
  ...serverSettings,
  ...writtenDown,
]
