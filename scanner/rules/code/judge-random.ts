import type { CodeVerdict, Site } from './code-rule.ts'
import { byGravity } from './by-gravity.ts'
import { type Purpose, purposesOf } from './purpose.ts'

/** Below this nothing is concluded from names. */
const enough = 1.4

/**
 * Predictable numbers are a weakness where something that nobody may guess is made of them, and nowhere else.
 * @param generator its name, for people
 */
export function judgeRandom({ source, node }: Site, generator: string): CodeVerdict | undefined {
  const verdicts = purposesOf(source, node, 'random').flatMap((one) => judgePurpose(one, generator) ?? [])
  return verdicts.toSorted(byGravity)[0]
}

function judgePurpose({ password, secret, harmless }: Purpose, generator: string): CodeVerdict | undefined {
  if (secret < enough || secret <= harmless) return undefined
  const what = password >= enough && password >= secret ? 'a password' : 'a secret'
  const isSure = secret >= 2 && harmless * 2 < secret
  return {
    severity: isSure ? 'high' : 'medium',
    confidence: isSure ? 'high' : 'medium',
    note: `${what} is made with ${generator}`,
  }
}
