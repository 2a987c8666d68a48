import { secretRules } from '../../../scanner/rules/secrets/index.ts'

/**
 * A secret as somebody might have written it down, assembled by the rule that finds it: with its checksum right, and in no
 * file of ours. Private keys are new at every run, everything else is the same.
 * @param sample which of the rule's samples
 */
export function secretText(rule: string, sample = 0): string {
  const text = secretRules.find(({ id }) => id === rule)?.matches[sample]?.()
  if (text === undefined) throw new Error(`The rule ${rule} has no sample ${sample}`)
  return text.endsWith('\n') ? text : `${text}\n`
}

/** The secret alone, where the sample assigns it: what stands behind the first `=`. */
export function secretValue(rule: string): string {
  const text = secretText(rule)
  return text
    .slice(text.indexOf('=') + 1)
    .trim()
    .replaceAll(/^"|"$/g, '')
}
