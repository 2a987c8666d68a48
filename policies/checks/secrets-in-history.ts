import { threshold } from '../fields.ts'
import { defineCheck, unreadable } from './check.ts'
import { answerNone, counts, fromUp, isInTree, isSecret } from './counted-findings.ts'

export const secretsInHistory = defineCheck({
  name: 'noSecretsInHistory',
  id: 'secrets-in-history',
  needs: 'scan',
  setting: threshold('medium').describe(
    'No open secret that was deleted from the files and is still in history. One that was rotated, with evidence in the ' +
      'allowlist, is not open.',
  ),
  wanted: (setting) => `no secret left in history that was not rotated, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) => {
    const found = findings.filter(
      (finding) => isSecret(finding) && !isInTree(finding) && counts(finding, setting),
    )
    if (found.length === 0 && facts.scan.known && !facts.scan.value.history)
      return unreadable('history was not scanned', 'Scan with history, then check again.')
    return answerNone(facts.scan, found, {
      one: 'secret in history',
      many: 'secrets in history',
      todo: 'Replace each secret at its service, and record who did it, when and the evidence as `rotated` in the allowlist.',
    })
  },
})
