import { threshold } from '../fields.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree } from './counted-findings.ts'

export const riskyFiles = defineCheck({
  name: 'noRiskyFiles',
  id: 'risky-files',
  needs: 'scan',
  setting: threshold('high').describe('No key, keystore, state, dump or other risky file is tracked.'),
  wanted: (setting) => `no risky file is tracked, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter((finding) => finding.kind === 'file' && isInTree(finding) && counts(finding, setting)),
      {
        one: 'risky file',
        many: 'risky files',
        todo: 'Take each file out of the repository (`git rm --cached`), ignore it, and replace the secrets it held.',
      },
    ),
})
