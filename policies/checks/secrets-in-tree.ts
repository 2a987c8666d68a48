import { threshold } from '../fields.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree, isSecret } from './counted-findings.ts'

export const secretsInTree = defineCheck({
  name: 'noSecretsInTree',
  id: 'secrets-in-tree',
  needs: 'scan',
  setting: threshold('medium').describe('No open secret in the files as they are now.'),
  wanted: (setting) => `no open secret in the tracked files, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter((finding) => isSecret(finding) && isInTree(finding) && counts(finding, setting)),
      {
        one: 'open secret',
        many: 'open secrets',
        todo: 'Replace each secret at its service, then take it out of the files. If one is no secret, ask for an allowlist entry.',
      },
    ),
})
