import type { Verdict } from '../../../engine/rule.ts'

/** Which service an annotated key is of, by the four characters at its end that say so. */
const providers: Readonly<Record<string, string>> = {
  ACOG: 'Azure AI services',
  AZDO: 'Azure DevOps',
  APIM: 'API Management',
  AAFW: 'Azure Fluid Relay',
  AZEG: 'Event Grid',
  AWPS: 'Web PubSub',
  ASIG: 'SignalR',
  ACSa: 'Communication Services',
  ACAz: 'App Configuration',
  AZMP: 'Azure Maps',
}
const firstYear = 2024

/**
 * Reads what Microsoft's annotated keys say of themselves: the month they were made and whose they are.
 * Source: https://github.com/microsoft/security-utilities (CommonAnnotatedKey)
 */
export function describeAnnotatedKey(key: string): Verdict {
  const year = firstYear + key.charCodeAt(58) - 65
  const month = key.charCodeAt(59) - 64
  const provider = providers[key.slice(76, 80)]
  const made = `made in ${year}-${String(month).padStart(2, '0')}`
  return { note: provider ? `${provider}, ${made}` : made }
}

/** Azure DevOps has a rule of its own. */
export const describeAzureKey = (key: string): Verdict =>
  key.slice(76, 80) === 'AZDO' ? { drop: 'an Azure DevOps token' } : describeAnnotatedKey(key)
